"""The arithmetic of the worksheets: plain numbers in, frozen values out, no words and no pages."""
