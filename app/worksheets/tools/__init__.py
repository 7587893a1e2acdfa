"""What a worksheet works out of its fields: one pure module a tool.

The same functions stand in ``frontend/src/enhance/tools``; shared vectors hold both to one answer.
"""
