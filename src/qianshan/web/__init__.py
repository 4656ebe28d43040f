"""What every page is made of: shells, components, styles, behaviours, error pages.

The web tier knows no slice. It offers five shells (public, a charity's official site, workspace,
desk, paper), typed components (`{% load qs %}`), the middleware that turns a refusal into a page,
a form error or JSON, and the navigation into which slices register their entries. Every page
works without JavaScript; no page loads anything from another host; no inline script or style.
"""
