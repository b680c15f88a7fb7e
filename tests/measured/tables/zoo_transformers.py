"""Ready models of transformers, from checkpoints that are made here: the head that a number of labels makes."""

from __future__ import annotations

from tests.measured.cases import HEAD, Case, Table

START = """\
import torch
import torch.nn as nn
import transformers

torch.manual_seed(0)
loss = nn.MSELoss()
target = torch.zeros(2, 7)
ids = torch.randint(0, 20, (2, 5))
pixels = torch.randn(2, 3, 32, 32)
small = dict(hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8)
bert = transformers.BertConfig(vocab_size=20, initializer_range=30.0, **small)
transformers.BertModel(bert).save_pretrained("texts")
vit = transformers.ViTConfig(image_size=32, patch_size=8, initializer_range=30.0, **small)
transformers.ViTModel(vit).save_pretrained("images")
sizes = dict(depths=[1] * 4, hidden_sizes=[8] * 4, decoder_hidden_size=8, num_attention_heads=[1] * 4)
segformer = transformers.SegformerConfig(initializer_range=30.0, **sizes)
transformers.SegformerModel(segformer).save_pretrained("masks")
"""
ALL = ("rank", "width", "space")
TASKS = {
    "SequenceClassification": ("texts", "ids"), "TokenClassification": ("texts", "ids"),
    "ImageClassification": ("images", "pixels"), "SemanticSegmentation": ("masks", "pixels"),
}  # fmt: skip


def _from(task: str, folder: str, options: str = "") -> str:
    return f"model = transformers.AutoModel{task}.from_pretrained('{folder}'{options}).eval()"


TABLE = Table(
    name="zoo_transformers",
    needs=("transformers", "torch"),
    start=START,
    uses={HEAD: "loss({}, target)"},
    cases=(
        *(
            Case(f"ReadyModel transformers.AutoModelFor{task}.from_pretrained", f"model({data}).logits",
                 (_from(f"For{task}", folder, ", num_labels=7"),), HEAD, ALL)
            for task, (folder, data) in TASKS.items()
        ),
        *(
            Case(f"ReadyModel transformers.AutoModelFor{task}.from_pretrained", f"model({data})['logits'] ",
                 (_from(f"For{task}", folder, ", id2label={0: 'a', 1: 'b', 2: 'c'}"),), HEAD, ALL)
            for task, (folder, data) in TASKS.items()
        ),
        Case("ReadyModel transformers.AutoModelForMaskedLM.from_pretrained", "model(ids).logits",
             (_from("ForMaskedLM", "texts"),), HEAD, ("rank", "space")),
        Case("ReadyModel transformers.AutoModel.from_pretrained", "nn.Linear(8, 7)(model(ids).last_hidden_state * 100)",
             (_from("", "texts"),), HEAD, ALL),
    ),
)  # fmt: skip
