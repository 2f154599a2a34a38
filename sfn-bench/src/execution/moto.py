"""moto as a server that executes machines: its switch set, and its hook for JSONata filled, which it leaves empty."""

import logging
import os
import sys

port = sys.argv[1]
os.environ["MOTO_PORT"] = port
os.environ.setdefault("AWS_ACCESS_KEY_ID", "test")
os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "test")

from moto.core.config import default_user_config
from moto.server import main
from moto.stepfunctions.parser.asl.jsonata import jsonata as hook

default_user_config["stepfunctions"]["execute_state_machine"] = True
try:
    import jsonata

    def evaluate(expression):
        try:
            return jsonata.Jsonata(expression).evaluate(None)
        except Exception as error:
            raise hook.JSONataException("UNKNOWN", str(error))

    if getattr(hook, "_eval_jsonata", None) is None:
        hook._eval_jsonata = evaluate
except ImportError:
    pass

logging.getLogger("werkzeug").setLevel(logging.ERROR)
main(["-H", "127.0.0.1", "-p", port])
