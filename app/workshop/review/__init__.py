"""From a draft to a version: asking for review, comments, approval, publishing now or later."""
