"""The models: embedders, rerankers and language models, each behind a small Protocol.

Heavy libraries are imported in constructors.
"""
