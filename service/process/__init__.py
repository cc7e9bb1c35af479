"""What an entry point chooses for its process: its memory, its fast paths and its temporary files."""
