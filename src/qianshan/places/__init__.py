"""Pages made of many slices: home, today, queue, region; and the pages of law and log."""
