"""`/work/<uscc>/`: what a charity has to do today, by due day, with the article and the way to do it."""
