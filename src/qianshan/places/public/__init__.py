"""The public side: home, projects, charities, search. Every number is read from the books and registers."""
