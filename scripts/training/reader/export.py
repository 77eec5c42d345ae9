"""The export: the trained network as an ONNX graph in 8-bit integers.

Weights have a scale for each column, and seven bits, so that processors without VNNI, whose sums of
two products saturate at 16 bits, compute the same integers. Activations have one scale for each
place in the network, measured on examples; channels that are much larger than the others are made
smaller before, and their weights larger (SmoothQuant, Xiao et al. 2023). With fixed scales a
window's logits don't depend on the windows beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from .network import EPSILON, HEADS, WIDTH, Batch, Layer, Network

Floats = npt.NDArray[np.float32]
_MICROSOFT = "com.microsoft"
WEIGHT_LIMIT = 63
SMOOTHING = 0.5
# The share of activations that may be cut at either end of the range.
_CUT = 1e-5


@dataclass(slots=True)
class Range:
    """What a place in the network saw: the largest size of each channel, and a sample of values."""

    largest: Floats
    sample: list[Floats]


def measure(network: Network, batches: Sequence[Batch]) -> dict[str, Range]:
    """The ranges of the inputs of all linear maps of the layers, over padded batches."""
    found: dict[str, Range] = {}
    held: list[torch.Tensor] = []

    def watch(name: str) -> Any:
        def hook(_: nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
            values = inputs[0][held[-1]].float().numpy()
            largest = np.abs(values).max(0)
            known = found.setdefault(name, Range(np.zeros_like(largest), []))
            known.largest = np.maximum(known.largest, largest)
            known.sample.append(values[:: max(1, len(values) // 64)])

        return hook

    handles = []
    for number, layer in enumerate(network.layers):
        for part in ("query_key_value", "attended", "inner", "outer"):
            module = getattr(layer, part)
            handles.append(module.register_forward_pre_hook(watch(f"{number}.{part}")))
    with torch.no_grad():
        for batch in batches:
            held.append(batch.held)
            network(batch)
    for handle in handles:
        handle.remove()
    return found


class _Graph:
    """An ONNX graph as it grows."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self._count = 0

    def constant(self, values: Any, dtype: Any = np.float32) -> str:
        self._count += 1
        name = f"c{self._count}"
        self.constants.append(numpy_helper.from_array(np.asarray(values, dtype), name))
        return name

    def node(
        self, kind: str, *inputs: str, outputs: int = 1, domain: str = "", **given: Any
    ) -> Any:
        names = []
        for _ in range(outputs):
            self._count += 1
            names.append(f"v{self._count}")
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **given))
        return names[0] if outputs == 1 else names


@dataclass(frozen=True, slots=True)
class _Scale:
    """Unsigned bytes for values: (value / scale) + zero."""

    scale: float
    zero: int


def _scale_of(sample: Sequence[Floats], factor: Floats) -> _Scale:
    values = np.concatenate(list(sample)) / factor
    low, high = np.quantile(values, [_CUT, 1 - _CUT])
    low, high = min(float(low), 0.0), max(float(high), 0.0)
    scale = (high - low) / 255
    return _Scale(scale, int(np.clip(round(-low / scale), 0, 255)))


def _linear(
    graph: _Graph, states: str, weight: Floats, bias: Floats, scale: _Scale, factor: Floats | None
) -> str:
    """A linear map in integers of `states`, divided by `factor` before; `weight` is [in, out]."""
    if factor is not None:
        states = graph.node("Mul", states, graph.constant(1 / factor))
        weight = weight * factor[:, None]
    columns = np.maximum(np.abs(weight).max(0), 1e-9) / WEIGHT_LIMIT
    whole = np.rint(weight / columns).astype(np.int8)
    given = graph.constant(scale.scale), graph.constant(scale.zero, np.uint8)
    quantised = graph.node("QuantizeLinear", states, *given)
    out: str = graph.node(
        "MatMulIntegerToFloat", quantised, graph.constant(whole, np.int8), given[0],
        graph.constant(columns), given[1],
        graph.constant(np.zeros(len(columns), np.int8), np.int8), graph.constant(bias),
        domain=_MICROSOFT,
    )  # fmt: skip
    return out


def _array(tensor: torch.Tensor) -> Floats:
    values: Floats = tensor.detach().float().numpy()
    return values


def _factors(largest: Floats, weight: Floats) -> Floats:
    """SmoothQuant's factors: how much smaller each channel becomes."""
    of_weight = np.maximum(np.abs(weight).max(1), 1e-6)
    found: Floats = np.maximum(largest, 1e-6) ** SMOOTHING / of_weight ** (1 - SMOOTHING)
    return np.maximum(found, 1e-4).astype(np.float32)


def _layer(graph: _Graph, states: str, lengths: str, layer: Layer, ranges: dict[str, Range],
           number: int) -> str:  # fmt: skip
    weights = _array(layer.query_key_value.weight).T.copy()
    biases = _array(layer.query_key_value.bias).copy()
    attended_weight = _array(layer.attended.weight).T.copy()
    seen = ranges[f"{number}.attended"]
    values_factor = _factors(seen.largest, attended_weight)
    # The values of attention pass through it channel by channel: their factor costs nothing.
    weights[:, 2 * WIDTH :] /= values_factor
    biases[2 * WIDTH :] /= values_factor
    attended_scale = _scale_of(seen.sample, values_factor)
    attended_weight *= values_factor[:, None]

    seen = ranges[f"{number}.query_key_value"]
    factor = _factors(seen.largest, weights)
    scale = _scale_of(seen.sample, factor)
    joined = _linear(graph, states, weights, biases, scale, factor)
    parts = graph.node("Split", joined, outputs=3, axis=2, num_outputs=3)
    found = graph.node("MultiHeadAttention", *parts, "", lengths, domain=_MICROSOFT,
                       num_heads=HEADS)  # fmt: skip
    attended = _linear(
        graph, found, attended_weight, _array(layer.attended.bias), attended_scale, None
    )
    states = _normalised(graph, states, attended, layer.attended_norm)

    weight = _array(layer.inner.weight).T
    seen = ranges[f"{number}.inner"]
    factor = _factors(seen.largest, weight)
    inner = _linear(
        graph, states, weight, _array(layer.inner.bias), _scale_of(seen.sample, factor), factor
    )
    fed = graph.node("Gelu", inner, domain=_MICROSOFT)
    seen = ranges[f"{number}.outer"]
    ones = np.ones(len(seen.largest), np.float32)
    outer = _linear(
        graph, fed, _array(layer.outer.weight).T, _array(layer.outer.bias),
        _scale_of(seen.sample, ones), None,
    )  # fmt: skip
    return _normalised(graph, states, outer, layer.outer_norm)


def _normalised(graph: _Graph, states: str, added: str, norm: nn.LayerNorm) -> str:
    # Two operators: onnxruntime's fused one (SkipLayerNormalization) takes seven times as long.
    summed = graph.node("Add", states, added)
    out: str = graph.node(
        "LayerNormalization", summed, graph.constant(_array(norm.weight)),
        graph.constant(_array(norm.bias)), axis=-1, epsilon=EPSILON,
    )  # fmt: skip
    return out


def _embedded(graph: _Graph, network: Network) -> str:
    """Rows of words as bytes with a scale for each, and positions."""
    rows = _array(network.word.weight)
    scales = np.maximum(np.abs(rows).max(1, keepdims=True), 1e-9) / 127
    whole = graph.constant(np.rint(rows / scales).astype(np.int8), np.int8)
    taken = graph.node("Cast", graph.node("Gather", whole, "ids"), to=TensorProto.FLOAT)
    words = graph.node("Mul", taken, graph.node("Gather", graph.constant(scales), "ids"))
    length = graph.node("Gather", graph.node("Shape", "ids"), graph.constant([1], np.int64))
    positions = graph.node(
        "Slice", graph.constant(_array(network.position.weight)), graph.constant([0], np.int64),
        length, graph.constant([0], np.int64),
    )  # fmt: skip
    summed = graph.node("Add", words, positions)
    out: str = graph.node(
        "LayerNormalization", summed, graph.constant(_array(network.norm.weight)),
        graph.constant(_array(network.norm.bias)), axis=-1, epsilon=EPSILON,
    )  # fmt: skip
    return out


def export(network: Network, ranges: dict[str, Range], path: Path) -> None:
    """Write the graph. Inputs: `ids` [windows, tokens]; `lengths` [windows]; `marks` [sentences],
    positions in the flat [windows x tokens]; `means` [sentences, windows x tokens], the weights of
    each sentence's tokens. Outputs: `logits` [sentences]; `ends` [windows, tokens, 2]."""
    graph = _Graph()
    states = _embedded(graph, network)
    for number, layer in enumerate(network.layers):
        assert isinstance(layer, Layer)
        states = _layer(graph, states, "lengths", layer, ranges, number)
    flat = graph.node("Reshape", states, graph.constant([-1, WIDTH], np.int64))
    joined = graph.node(
        "Concat", graph.node("Gather", flat, "marks"), graph.node("MatMul", "means", flat), axis=1
    )
    judged = graph.node("Gemm", joined, graph.constant(_array(network.judge.weight)),
                        graph.constant(_array(network.judge.bias)), transB=1)  # fmt: skip
    verdict = graph.node(
        "Gemm", graph.node("Gelu", judged, domain=_MICROSOFT),
        graph.constant(_array(network.verdict.weight)),
        graph.constant(_array(network.verdict.bias)), transB=1,
    )  # fmt: skip
    squeezed = graph.node("Squeeze", verdict, graph.constant([1], np.int64))
    ends = graph.node(
        "Add", graph.node("MatMul", states, graph.constant(_array(network.ends.weight).T)),
        graph.constant(_array(network.ends.bias)),
    )  # fmt: skip
    graph.nodes.append(helper.make_node("Identity", [squeezed], ["logits"]))
    graph.nodes.append(helper.make_node("Identity", [ends], ["ends"]))
    model = helper.make_model(
        helper.make_graph(
            graph.nodes, "reader",
            [
                helper.make_tensor_value_info("ids", TensorProto.INT64, ["w", "t"]),
                helper.make_tensor_value_info("lengths", TensorProto.INT32, ["w"]),
                helper.make_tensor_value_info("marks", TensorProto.INT64, ["s"]),
                helper.make_tensor_value_info("means", TensorProto.FLOAT, ["s", "f"]),
            ],
            [
                helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["s"]),
                helper.make_tensor_value_info("ends", TensorProto.FLOAT, ["w", "t", 2]),
            ],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid(_MICROSOFT, 1)],
        ir_version=10,
        producer_name="speechrag",
    )  # fmt: skip
    onnx.save(model, path)
