"""PyTorch and the libraries around it: the ways to write a model and to train it."""

from __future__ import annotations

from tests.mutation.style import Style

SEQUENTIAL = """
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

<<load>>
loader = DataLoader(TensorDataset(torch.tensor(x, dtype=torch.float32), <<target>>), batch_size=32, shuffle=True)
model = nn.Sequential(nn.Linear(<<features>>, 64), nn.ReLU(), <<last>>)
criterion = <<criterion>>
optimizer = torch.optim.Adam(model.parameters())
for epoch in range(3):
    for features, labels in loader:
        optimizer.zero_grad()
        logits = model(features)
        loss = criterion(<<passed>>)
        loss.backward()
        optimizer.step()
with torch.no_grad():
    logits = model(torch.tensor(x, dtype=torch.float32))
    labels = <<target>>
    right = <<decision>>
    print(right.float().mean().item())
"""

MODULE = """
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset


class Net(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        self.fc1 = nn.Linear(<<features>>, 64)
        self.dropout = nn.Dropout(0.5)
        self.fc2 = <<last>>

    def forward(self, x):
        x = F.relu(self.fc1(x))
        x = self.dropout(x)
        return self.fc2(x)


<<load>>
dataset = TensorDataset(torch.from_numpy(x).float(), <<target>>)
train_loader = DataLoader(dataset, batch_size=32, shuffle=True)
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
net = Net().to(device)
criterion = <<criterion>>
optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
for epoch in range(3):
    correct = 0
    for i, data in enumerate(train_loader, 0):
        inputs, labels = data
        inputs, labels = inputs.to(device), labels.to(device)
        optimizer.zero_grad()
        logits = net(inputs)
        loss = criterion(<<passed>>)
        loss.backward()
        optimizer.step()
        correct += (<<decision>>).sum().item()
    print(correct / len(dataset))
"""

FACTORY = """
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def make_model(hidden=64):
    layers = [nn.Linear(20, hidden), nn.ReLU(inplace=True)]
    layers.append(<<last>>)
    return nn.Sequential(*layers)


def make_loader():
    <<load>>
    return DataLoader(TensorDataset(torch.tensor(x).float(), <<target>>), batch_size=32)


def main():
    model, loader, criterion = make_model(), make_loader(), <<criterion>>
    optimizer = torch.optim.Adam(model.parameters())
    for _ in range(3):
        for features, labels in loader:
            logits = model(features)
            loss = criterion(<<passed>>)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()


if __name__ == "__main__":
    main()
"""

CROSS_FILE = """
# file: main.py
import torch
from data import get_loader
from engine import train_one_epoch
from models import build_model
from torch import nn

model = build_model("mlp")
criterion = <<criterion>>
optimizer = torch.optim.Adam(model.parameters())
for epoch in range(3):
    train_one_epoch(model, get_loader(), criterion, optimizer)
# file: engine.py
import torch
import torch.nn.functional as F


def train_one_epoch(model, loader, criterion, optimizer):
    model.train()
    for features, labels in loader:
        logits = model(features)
        loss = criterion(<<passed>>)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
# file: data.py
import torch
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset


def get_loader():
    <<load>>
    return DataLoader(TensorDataset(torch.tensor(x).float(), <<target>>), batch_size=32)
# file: models/__init__.py
from .mlp import MLP

MODELS = {"mlp": MLP}


def build_model(name):
    return MODELS[name]()
# file: models/mlp.py
from torch import nn


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(<<features>>, 64), nn.ReLU())
        self.head = <<last>>

    def forward(self, x):
        return self.head(self.body(x))
"""

TRAINER = """
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class Trainer:
    def __init__(self, model, loader, criterion, lr=1e-3):
        self.model = model
        self.loader = loader
        self.criterion = criterion
        self.optimizer = torch.optim.Adam(model.parameters(), lr=lr)

    def fit(self, epochs):
        for _ in range(epochs):
            for batch in self.loader:
                self.training_step(batch)

    def training_step(self, batch):
        features, labels = batch
        logits = self.model(features)
        loss = self.criterion(<<passed>>)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return (<<decision>>).float().mean()


<<load>>
loader = DataLoader(TensorDataset(torch.tensor(x).float(), <<target>>), batch_size=32)
Trainer(nn.Sequential(nn.Linear(<<features>>, 64), nn.ReLU(), <<last>>), loader, <<criterion>>).fit(3)
"""

FUNCTION = """
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def train(model, loader, criterion, optimizer):
    for features, labels in loader:
        logits = model(features)
        loss = criterion(<<passed>>)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


def test(model, loader):
    model.eval()
    correct = 0
    with torch.no_grad():
        for features, labels in loader:
            logits = model(features)
            correct += (<<decision>>).sum().item()
    return correct / len(loader.dataset)


if __name__ == "__main__":
    <<load>>
    loader = DataLoader(TensorDataset(torch.tensor(x).float(), <<target>>), batch_size=32)
    model = nn.Sequential(nn.Linear(<<features>>, 64), nn.ReLU(), <<last>>)
    optimizer = torch.optim.Adam(model.parameters())
    for epoch in range(3):
        train(model, loader, <<criterion>>, optimizer)
        test(model, loader)
"""

FUNCTIONAL = """
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(<<features>>, 64)
        self.out = nn.Linear(64, <<units>>)

    def forward(self, x):
        x = self.out(F.relu(self.hidden(x)))
        return <<link>>


<<load>>
loader = DataLoader(TensorDataset(torch.tensor(x).float(), <<target>>), batch_size=32)
model = Net()
optimizer = torch.optim.Adam(model.parameters())
for features, labels in loader:
    logits = model(features)
    loss = <<functional>>
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
"""

LIGHTNING = """
import lightning as L
import torch
import torch.nn.functional as F
import torchmetrics
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class LitNet(L.LightningModule):
    def __init__(self, lr=1e-3):
        super().__init__()
        self.save_hyperparameters()
        self.net = nn.Sequential(nn.Linear(<<features>>, 64), nn.ReLU(), <<last>>)
        self.criterion = <<criterion>>
        self.metric = <<torchmetric>>

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        features, labels = batch
        logits = self(features)
        loss = self.criterion(<<passed>>)
        self.log("train_loss", loss)
        self.metric(<<measured>>)
        self.log("train_metric", self.metric)
        return loss

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=self.hparams.lr)


<<load>>
loader = DataLoader(TensorDataset(torch.tensor(x).float(), <<target>>), batch_size=32)
trainer = L.Trainer(max_epochs=3)
trainer.fit(LitNet(), loader)
"""

VISION = """
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from torchvision import models

<<load>>
loader = DataLoader(TensorDataset(torch.tensor(x).float(), <<target>>), batch_size=32)
model = models.resnet18(weights="DEFAULT")
for parameter in model.parameters():
    parameter.requires_grad = False
model.fc = <<last>>
criterion = <<criterion>>
optimizer = torch.optim.Adam(model.fc.parameters())
for features, labels in loader:
    optimizer.zero_grad()
    logits = model(features)
    loss = criterion(<<passed>>)
    loss.backward()
    optimizer.step()
"""

CRITERION_DICT = """
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

LOSSES = {"chosen": <<criterion>>, "other": nn.HuberLoss()}

<<load>>
loader = DataLoader(TensorDataset(torch.tensor(x).float(), <<target>>), batch_size=32)
model = nn.Sequential(nn.Linear(<<features>>, 64), nn.ReLU(), <<last>>)
optimizer = torch.optim.Adam(model.parameters())
criterion = LOSSES["chosen"]
for features, labels in loader:
    logits = model(features)
    loss = criterion(<<passed>>)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
"""

PARTIAL = """
from functools import partial

import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

<<load>>
loader = DataLoader(TensorDataset(torch.tensor(x).float(), <<target>>), batch_size=32)
model = nn.Sequential(nn.Linear(<<features>>, 64), nn.ReLU(), <<last>>)
optimizer = torch.optim.Adam(model.parameters())
criterion = partial(<<function>>, reduction="mean")
for features, labels in loader:
    logits = model(features)
    loss = criterion(<<passed>>)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
"""

YAML = """
# file: train.py
import torch
import torch.nn.functional as F
import yaml
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

with open("config.yaml") as stream:
    cfg = yaml.safe_load(stream)
<<load>>
loader = DataLoader(TensorDataset(torch.tensor(x).float(), <<target>>), batch_size=32)
model = nn.Sequential(nn.Linear(<<features>>, 64), nn.ReLU(), nn.Linear(64, cfg["units"]), getattr(nn, cfg["final"])())
criterion = getattr(nn, cfg["loss"])()
optimizer = torch.optim.Adam(model.parameters())
for features, labels in loader:
    logits = model(features)
    loss = criterion(<<passed>>)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
# file: config.yaml
units: <<units:yaml>>
final: <<final:yaml>>
loss: <<loss_name:yaml>>
"""

NOTEBOOK = """
# file: train.ipynb
# %%
!pip install -q torch
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
# %%
<<load>>
loader = DataLoader(TensorDataset(torch.tensor(x).float(), <<target>>), batch_size=32)
# %%
model = nn.Sequential(nn.Linear(<<features>>, 64), nn.ReLU(), <<last>>)
criterion = <<criterion>>
optimizer = torch.optim.Adam(model.parameters())
# %%
for features, labels in loader:
    logits = model(features)
    loss = criterion(<<passed>>)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print((<<decision>>).float().mean())
"""

AMP = """
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

<<load>>
loader = DataLoader(TensorDataset(torch.tensor(x).float(), <<target>>), batch_size=32)
model = nn.DataParallel(nn.Sequential(nn.Linear(<<features>>, 64), nn.ReLU(), <<last>>)).cuda()
criterion = <<criterion>>.cuda()
optimizer = torch.optim.Adam(model.parameters())
scaler = torch.amp.GradScaler("cuda")
for features, labels in loader:
    features, labels = features.cuda(non_blocking=True), labels.cuda(non_blocking=True)
    with torch.autocast("cuda"):
        logits = model(features)
        loss = criterion(<<passed>>)
    scaler.scale(loss).backward()
    scaler.step(optimizer)
    scaler.update()
"""

OWN_LOSS = """
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class Objective(nn.Module):
    def __init__(self, weight=1.0):
        super().__init__()
        self.weight = weight
        self.base = <<criterion>>

    def forward(self, logits, labels):
        return self.weight * self.base(<<passed>>)


<<load>>
loader = DataLoader(TensorDataset(torch.tensor(x).float(), <<target>>), batch_size=32)
model = nn.Sequential(nn.Linear(<<features>>, 64), nn.ReLU(), <<last>>)
objective = Objective(0.5)
optimizer = torch.optim.Adam(model.parameters())
for features, labels in loader:
    optimizer.zero_grad()
    objective(model(features), labels).backward()
    optimizer.step()
"""

SKORCH = """
import numpy as np
import torch
from skorch import NeuralNet
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(<<features>>, 64)
        self.out = <<last>>

    def forward(self, x):
        return self.out(torch.relu(self.hidden(x)))


<<load>>
net = NeuralNet(Net, criterion=<<criterion_class>>, max_epochs=3)
net.fit(x.astype(np.float32), <<array>>)
"""

FASTAI = """
import torch
from fastai.vision.all import *
from torch import nn

path = untar_data(URLs.MNIST)
dls = ImageDataLoaders.from_folder(path, train="training", valid="testing")
model = nn.Sequential(nn.Flatten(), nn.Linear(2352, 64), nn.ReLU(), <<last>>)
learn = Learner(dls, model, loss_func=<<criterion>>, metrics=accuracy)
learn.fit_one_cycle(1)
"""

IGNITE = """
import torch
import torch.nn.functional as F
from ignite.engine import create_supervised_evaluator, create_supervised_trainer
from ignite.metrics import Accuracy, Loss
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

<<load>>
loader = DataLoader(TensorDataset(torch.tensor(x).float(), <<target>>), batch_size=32)
model = nn.Sequential(nn.Linear(<<features>>, 64), nn.ReLU(), <<last>>)
criterion = <<criterion>>
optimizer = torch.optim.Adam(model.parameters())
trainer = create_supervised_trainer(model, optimizer, criterion)
evaluator = create_supervised_evaluator(model, metrics={"loss": Loss(criterion)})
trainer.run(loader, max_epochs=3)
"""

TRANSFORMERS = """
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import TensorDataset
from transformers import Trainer, TrainingArguments


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(<<features>>, 64)
        self.out = <<last>>

    def forward(self, features=None, labels=None):
        logits = self.out(torch.relu(self.hidden(features)))
        loss = <<criterion>>(<<passed>>)
        return {"loss": loss, "logits": logits}


class Records(torch.utils.data.Dataset):
    def __init__(self):
        <<load>>
        self.x = torch.tensor(x).float()
        self.y = <<target>>

    def __len__(self):
        return len(self.x)

    def __getitem__(self, index):
        return {"features": self.x[index], "labels": self.y[index]}


trainer = Trainer(model=Net(), args=TrainingArguments("out"), train_dataset=Records())
trainer.train()
"""

COMPUTE_LOSS = """
import torch
import torch.nn.functional as F
from torch import nn
from transformers import AutoModelForSequenceClassification, Trainer, TrainingArguments


class Weighted(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop("labels")
        outputs = model(**inputs)
        logits = outputs.logits
        criterion = <<criterion>>
        loss = criterion(<<passed>>)
        return (loss, outputs) if return_outputs else loss


model = AutoModelForSequenceClassification.from_pretrained("bert-base-uncased", num_labels=<<units>>)
Weighted(model=model, args=TrainingArguments("out"), train_dataset=load("train")).train()
"""

ACCELERATE = """
import torch
import torch.nn.functional as F
from accelerate import Accelerator
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

<<load>>
accelerator = Accelerator()
loader = DataLoader(TensorDataset(torch.tensor(x).float(), <<target>>), batch_size=32)
model = nn.Sequential(nn.Linear(<<features>>, 64), nn.ReLU(), <<last>>)
criterion = <<criterion>>
optimizer = torch.optim.Adam(model.parameters())
model, optimizer, loader = accelerator.prepare(model, optimizer, loader)
for features, labels in loader:
    optimizer.zero_grad()
    logits = model(features)
    loss = criterion(<<passed>>)
    accelerator.backward(loss)
    optimizer.step()
"""

ARGPARSE = """
import argparse

import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

parser = argparse.ArgumentParser()
parser.add_argument("--units", type=int, default=<<units:literal>>)
args = parser.parse_args()
<<load>>
loader = DataLoader(TensorDataset(torch.tensor(x).float(), <<target>>), batch_size=32)
model = nn.Sequential(nn.Linear(<<features>>, 64), nn.ReLU(), nn.Linear(64, args.units)<<then>>)
criterion = <<criterion>>
optimizer = torch.optim.Adam(model.parameters())
for features, labels in loader:
    logits = model(features)
    loss = criterion(<<passed>>)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
"""

STYLES = (
    Style("Sequential", SEQUENTIAL),
    Style("module", MODULE),
    Style("factory function", FACTORY),
    Style("several files", CROSS_FILE),
    Style("Trainer class", TRAINER),
    Style("train(model, loader, criterion)", FUNCTION),
    Style("functional loss", FUNCTIONAL),
    Style("Lightning", LIGHTNING),
    Style("torchvision, new head", VISION),
    Style("criterion in a dict", CRITERION_DICT),
    Style("criterion by partial", PARTIAL),
    Style("own loss module", OWN_LOSS),
    Style("argparse defaults", ARGPARSE),
    Style("YAML settings", YAML),
    Style("notebook", NOTEBOOK),
    Style("autocast, DataParallel", AMP),
    Style("accelerate", ACCELERATE),
    Style("skorch", SKORCH),
    Style("fastai", FASTAI, problems=("classes",)),
    Style("ignite", IGNITE),
    Style("transformers, own module", TRANSFORMERS),
    Style("transformers, compute_loss", COMPUTE_LOSS, problems=("classes",)),
)
