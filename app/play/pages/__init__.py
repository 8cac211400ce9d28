"""What the pages of a deal show, worked out from a run and ready to be written down."""
