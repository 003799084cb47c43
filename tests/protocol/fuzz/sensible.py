"""Makes most generated queries sensible: left as they are, seven of eight end at the check of an argument and execute nothing."""

from dataclasses import replace
from zlib import crc32

import schemathesis
from graphql import ArgumentNode, FieldNode, IntValueNode, NameNode, NullValueNode, StringValueNode, Visitor, print_ast, visit

ONE_IN_THIS_STAYS_WILD = 4
LOOKUP_ARGUMENTS = {"id", "slug", "name", "identifier", "label"}
CURSORS = {"after", "before", "last"}
LIMITS = {"first": 50, "rowLimit": 50, "columnLimit": 50, "minCount": 3}
# Of the sample page, which a new data directory holds.
SAMPLE_SLUGS = {
    "resource": "from-development-to-success-integrating-the-lived-experience-in-crisis-response",
    "organization": "bureau-of-justice-assistance",
    "person": "alan-m-green",
    "keyword": "crisis",
    "collection": "peer-support-specialists",
}
SEARCHES = ["crisis", '"peer support"', "peer -justice", "beh*"]


@schemathesis.hook
def map_body(context, body):
    choice = crc32(print_ast(body).encode())
    return body if choice % ONE_IN_THIS_STAYS_WILD == 0 else visit(body, Sensible(choice))


class Sensible(Visitor):
    def __init__(self, choice):
        super().__init__()
        self.choice = choice

    def leave_field(self, node, *_):
        if not node.arguments:
            return None
        return replace(node, arguments=tuple(self.sensible_arguments(node)))

    def leave_object_value(self, node, *_):
        fields = [field for field in node.fields if not isinstance(field.value, NullValueNode)]
        return replace(node, fields=tuple(fields))

    def sensible_arguments(self, field: FieldNode):
        given = [argument for argument in field.arguments if not isinstance(argument.value, NullValueNode)]
        names = {argument.name.value for argument in field.arguments}
        if "slug" in names and names <= LOOKUP_ARGUMENTS:
            return [text_argument("slug", SAMPLE_SLUGS.get(field.name.value, "nothing"))]
        return [self.sensible(argument) for argument in given if argument.name.value not in CURSORS]

    def sensible(self, argument):
        name, value = argument.name.value, argument.value
        if name in LIMITS and isinstance(value, IntValueNode):
            number = abs(int(value.value)) % LIMITS[name] + 1
            return ArgumentNode(name=argument.name, value=IntValueNode(value=str(number)))
        is_text = isinstance(value, StringValueNode)
        if name in {"search", "text"} and is_text and len(value.value) < 2:
            return text_argument(name, SEARCHES[self.choice % len(SEARCHES)])
        return argument


def text_argument(name, text):
    return ArgumentNode(name=NameNode(value=name), value=StringValueNode(value=text))
