"""What the audit administrator reads: every act and every refused attempt, by filters; nothing is written here."""
