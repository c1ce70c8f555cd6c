"""Worksheet functions declared for the tests alone."""

from addin.registry import Argument, WorksheetFunction


def an_argument(name, *, optional=False):
    return Argument(name, "What belongs there.", optional=optional)


def a_function(name, *arguments, says="What it does.", rest=""):
    return WorksheetFunction(
        name, says, arguments, "A table.", "Our own.", lambda _: [], rest
    )


SCALE = a_function(
    "WPB_SCALE", an_argument("amount"), an_argument("year", optional=True)
)
STACK = a_function("WPB_STACK", rest="Tables to put one under another.")
WHY = a_function("WPB_WHY", an_argument("function_name"), rest="Its arguments.")
NOW = a_function("WPB_NOW", says='The “time”: × £ ’ and "so on".')
FUNCTIONS = (WHY, SCALE, STACK, NOW)
