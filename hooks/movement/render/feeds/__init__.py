"""What subscribers get: feeds in three formats, bulletins for loudspeakers, calendars."""
