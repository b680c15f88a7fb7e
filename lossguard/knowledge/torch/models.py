"""Rows of PyTorch's names whose behaviour is code: stacks of modules, their methods, wrappers and contexts.

Methods of every module are written "torch.nn.Module.<method>". The effects, beside those of keras/models.py and
labels/arrays.py:

- torch_sequential: the modules given, one after the other, as positions or as one ordered dictionary.
- module_list, module_dict: a list or dictionary of modules.
- same_object: hands on the module it is called on, or the argument named in `subject`.
- prepared: hands on its argument, or all of them as a tuple.
- parameter: a tensor that is trained, in the shape of `subject`: free values.
- no_grad: a context or decorator inside which nothing is trained. grad_mode: the same, or a switch, where `mode` is
  False. autocast: a context of lower precision, in which BCELoss raises on CUDA.
- runs: calls the function in `func` with the tuple in `args` and the dictionary in `kwargs`, in another process, behind
  whose number they stand where `numbered`. applies: what the function or module in `func` gives for `given`.
- distribution: an object whose log_prob and sample read probabilities from `probs`, free values from `logits`.
"""

from __future__ import annotations

from lossguard.knowledge.rows import Call
from lossguard.knowledge.torch import launchers, wrappers

_TORCH = "pytorch.org/docs, torch.nn"

MODULES: tuple[Call, ...] = (
    Call(
        names=("torch.nn.Sequential",),
        params="*args",
        effect="torch_sequential",
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.nn.ModuleList",),
        params="modules=None",
        effect="module_list",
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.nn.ModuleDict",),
        params="modules=None",
        effect="module_dict",
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.nn.ParameterList",),
        params="values=None",
        effect="module_list",
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=("torch.nn.ParameterDict",),
        params="parameters=None",
        effect="module_dict",
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.nn.Module.cuda",
            "torch.nn.Module.cpu",
            "torch.nn.Module.xpu",
            "torch.nn.Module.ipu",
            "torch.nn.Module.mtia",
            "torch.nn.Module.eval",
            "torch.nn.Module.train",
            "torch.nn.Module.half",
            "torch.nn.Module.float",
            "torch.nn.Module.double",
            "torch.nn.Module.bfloat16",
            "torch.nn.Module.type",
            "torch.nn.Module.apply",
            "torch.nn.Module.requires_grad_",
            "torch.nn.Module.share_memory",
            "torch.nn.Module.to",
            "torch.nn.Module.to_empty",
        ),
        params="*args, **kwargs",
        effect="same_object",
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.nn.Module.compile",
            "torch.nn.Module.zero_grad",
            "torch.nn.Module.load_state_dict",
            "torch.nn.Module.register_buffer",
            "torch.nn.Module.register_parameter",
            "torch.nn.Module.register_forward_hook",
            "torch.nn.Module.register_forward_pre_hook",
            "torch.nn.Module.register_full_backward_hook",
            "torch.nn.Module.extra_repr",
        ),
        params="*args, **kwargs",
        effect="nothing",
        checked="2.13",
        source=_TORCH,
    ),
    Call(
        names=(
            "torch.nn.parameter.Parameter",
            "torch.nn.Parameter",
            "torch.nn.parameter.UninitializedParameter",
        ),
        params="data=None, requires_grad=True",
        effect="parameter",
        options=(("subject", "data"),),
        checked="2.13",
        source=_TORCH,
    ),
)

CALLS: tuple[Call, ...] = (*MODULES, *launchers.LAUNCHERS, *wrappers.WRAPPERS, *wrappers.CONTEXTS)
