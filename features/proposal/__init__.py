"""What the files of a folder seem to hold: proposed to a person, never taken for granted."""
