"""Keras: the ways to write a model and to train it."""

from __future__ import annotations

from lossguard.vocabulary import Answer
from tests.mutation.style import Style

LIST = """
import keras
from keras import layers

<<load>>
model = keras.Sequential([
    keras.Input((<<features>>,)),
    layers.Dense(64, activation="relu"),
    <<last>>,
])
model.compile(<<compile>>)
model.fit(x_train, <<train>>, epochs=3, validation_data=(x_test, <<test>>))
"""

ADD = """
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers
from tensorflow.keras.models import Sequential

<<load>>
model = Sequential()
model.add(layers.Dense(64, activation="relu", input_dim=<<features>>))
model.add(layers.Dropout(0.2))
model.add(<<last>>)
model.compile(<<compile>>)
history = model.fit(x_train, <<train>>, batch_size=32, validation_data=(x_test, <<test>>))
model.evaluate(x_test, <<test>>)
"""

ACTIVATION_LAYER = """
import keras
from keras.layers import Activation, BatchNormalization, Dense
from keras.models import Sequential

<<load>>
model = Sequential()
model.add(Dense(64))
model.add(BatchNormalization())
model.add(Activation("relu"))
model.add(Dense(<<units>>))
model.add(Activation(<<activation>>))
model.compile(<<compile>>)
model.fit(x_train, <<train>>, validation_data=(x_test, <<test>>))
"""

FUNCTIONAL = """
import keras
from keras import layers

<<load>>
inputs = keras.Input(shape=(<<features>>,))
x = layers.Dense(64, activation="relu")(inputs)
x = layers.Dropout(0.5)(x)
outputs = <<last>>(x)
model = keras.Model(inputs, outputs)
model.compile(<<compile>>)
model.fit(x_train, <<train>>, epochs=3, validation_data=(x_test, <<test>>))
"""

SUBCLASS = """
import keras
from keras import layers


class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = layers.Dense(64, activation="relu")
        self.drop = layers.Dropout(0.5)
        self.last = <<last>>

    def call(self, inputs, training=False):
        x = self.hidden(inputs)
        x = self.drop(x, training=training)
        return self.last(x)


<<load>>
net = Net()
net.compile(<<compile>>)
net.fit(x_train, <<train>>, epochs=3, validation_data=(x_test, <<test>>))
"""

FACTORY = """
import keras
from keras import layers


def build(units, activation=<<activation>>):
    inputs = keras.Input((<<features>>,))
    hidden = layers.Dense(64, activation="relu")(inputs)
    return keras.Model(inputs, layers.Dense(units, activation=activation)(hidden))


def load():
    <<load>>
    return (x_train, <<train>>), (x_test, <<test>>)


def main():
    (x_train, labels), held_out = load()
    model = build(<<units>>)
    model.compile(<<compile>>)
    model.fit(x_train, labels, validation_data=held_out)


if __name__ == "__main__":
    main()
"""

LOOP = """
import keras
from keras import layers

WIDTHS = [128, 64, 32, <<units>>]

<<load>>
model = keras.Sequential()
for number, width in enumerate(WIDTHS):
    final = number == len(WIDTHS) - 1
    model.add(layers.Dense(width, activation=<<activation>> if final else "relu"))
model.compile(<<compile>>)
model.fit(x_train, <<train>>, validation_data=(x_test, <<test>>))
"""

CROSS_FILE = """
# file: train.py
import keras
from data import load
from nets.mlp import make_net
from settings import EPOCHS

(x_train, labels), (x_test, held_out) = load()
model = make_net()
model.compile(<<compile>>)
model.fit(x_train, labels, epochs=EPOCHS, validation_data=(x_test, held_out))
# file: settings.py
EPOCHS = 3
UNITS = <<units>>
# file: data.py
import keras


def load():
    <<load>>
    return (x_train, <<train>>), (x_test, <<test>>)
# file: nets/__init__.py
# file: nets/mlp.py
import keras
from keras import layers
from settings import UNITS


def make_net():
    return keras.Sequential([
        layers.Dense(64, activation="relu"),
        layers.Dense(UNITS, activation=<<activation>>),
    ])
"""

ARGPARSE = """
import argparse

import keras
from keras import layers

parser = argparse.ArgumentParser()
parser.add_argument("--units", type=int, default=<<units:literal>>)
parser.add_argument("--activation", default=<<activation:literal>>)
parser.add_argument("--loss", type=str, default=<<loss:literal>>)
parser.add_argument("--metric", default=<<metric:literal>>)
args = parser.parse_args()

<<load>>
model = keras.Sequential([layers.Dense(64, "relu"), layers.Dense(args.units, activation=args.activation)])
model.compile("adam", loss=args.loss, metrics=[args.metric])
model.fit(x_train, <<train>>, validation_data=(x_test, <<test>>))
"""

YAML = """
# file: train.py
import keras
import yaml
from keras import layers

with open("config.yaml") as stream:
    config = yaml.safe_load(stream)

<<load>>
model = keras.Sequential()
for width in config["model"]["hidden"]:
    model.add(layers.Dense(width, activation="relu"))
model.add(layers.Dense(config["model"]["units"], activation=config["model"]["activation"]))
model.compile(optimizer=config["optimizer"], loss=config["loss"], metrics=config["metrics"])
model.fit(x_train, <<train>>, validation_data=(x_test, <<test>>))
# file: config.yaml
model:
  hidden: [64, 32]
  units: <<units:yaml>>
  activation: <<activation:yaml>>
optimizer: adam
loss: <<loss:yaml>>
metrics: [<<metric:yaml>>]
"""

CONFIG_DICT = """
import keras
from keras import layers

CONFIG = {"units": <<units>>, "activation": <<activation>>, "loss": <<loss>>, "metrics": [<<metric>>]}


def build(cfg):
    model = keras.Sequential([layers.Dense(64, "relu"), layers.Dense(cfg["units"], activation=cfg["activation"])])
    model.compile(optimizer="adam", loss=cfg["loss"], metrics=cfg["metrics"])
    return model


<<load>>
build(CONFIG).fit(x_train, <<train>>, validation_data=(x_test, <<test>>))
"""

NOTEBOOK = """
# file: train.ipynb
# %%
%matplotlib inline
import keras
from keras import layers
# %%
<<load>>
# %%
model = keras.Sequential([layers.Dense(64, activation="relu"), <<last>>])
model.summary()
# %%
model.compile(<<compile>>)
model.fit(x_train, <<train>>, validation_data=(x_test, <<test>>))
"""

TRAIN_STEP = """
import keras
import tensorflow as tf
from keras import layers


class Trained(keras.Model):
    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            predicted = self(x, training=True)
            loss = self.compute_loss(x=x, y=y, y_pred=predicted)
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        for metric in self.metrics:
            metric.update_state(y, predicted)
        return {metric.name: metric.result() for metric in self.metrics}


<<load>>
inputs = keras.Input((<<features>>,))
hidden = layers.Dense(64, activation="relu")(inputs)
model = Trained(inputs, <<last>>(hidden))
model.compile(<<compile>>)
model.fit(x_train, <<train>>, validation_data=(x_test, <<test>>))
"""

KERAS_1 = """
import keras
from keras.layers.core import Activation, Dense, Dropout
from keras.models import Sequential
from keras.utils import np_utils

<<load>>
model = Sequential()
model.add(Dense(output_dim=64, input_dim=<<features>>, init="uniform"))
model.add(Activation("relu"))
model.add(Dropout(0.5))
model.add(Dense(output_dim=<<units>>))
model.add(Activation(<<activation:literal>>))
model.compile(loss=<<loss:literal>>, optimizer="adam", metrics=[<<metric:literal>>])
model.fit(x_train, <<train>>, nb_epoch=3, validation_data=(x_test, <<test>>))
"""

APPLICATION = """
import keras
from keras import layers
from keras.applications import ResNet50

<<load>>
base = ResNet50(weights="imagenet", include_top=False, input_shape=(224, 224, 3))
base.trainable = False
x = layers.GlobalAveragePooling2D()(base.output)
model = keras.Model(base.input, <<last>>(x))
model.compile(<<compile>>)
model.fit(x_train, <<train>>, validation_data=(x_test, <<test>>))
"""

TAPE = """
import keras
import tensorflow as tf
from keras import layers

<<load>>
model = keras.Sequential([layers.Dense(64, activation="relu"), <<last>>])
optimizer = keras.optimizers.Adam()
loss_object = <<loss_object>>
metric = <<metric_object>>
dataset = tf.data.Dataset.from_tensor_slices((x_train, <<train>>)).shuffle(1000).batch(32)


@tf.function
def step(features, labels):
    with tf.GradientTape() as tape:
        predictions = model(features, training=True)
        loss = loss_object(<<passed>>)
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    metric.update_state(labels, predictions)


for epoch in range(3):
    for features, labels in dataset:
        step(features, labels)
"""

DATASET = """
import keras
import tensorflow as tf
from keras import layers

<<load>>
train = tf.data.Dataset.from_tensor_slices((x_train, <<train>>)).shuffle(1000).batch(32).prefetch(tf.data.AUTOTUNE)
held_out = tf.data.Dataset.from_tensor_slices((x_test, <<test>>)).batch(32)
model = keras.Sequential([layers.Dense(64, activation="relu"), <<last>>])
model.compile(<<compile>>)
model.fit(train, epochs=3, validation_data=held_out)
"""

OWN_CLASS = """
import keras
from keras import layers


class Classifier:
    def __init__(self, units=<<units>>):
        self.units = units
        self.model = self.build()

    def build(self):
        model = keras.Sequential()
        model.add(layers.Dense(64, activation="relu"))
        model.add(layers.Dense(self.units, activation=<<activation>>))
        model.compile(<<compile>>)
        return model

    def train(self, x, y, held_out):
        self.model.fit(x, y, validation_data=held_out)


<<load>>
Classifier().train(x_train, <<train>>, (x_test, <<test>>))
"""

BATCHES = """
import keras
from keras import layers

<<load>>
model = keras.Sequential([layers.Dense(64, activation="relu"), <<last>>])
model.compile(<<compile>>)
targets = <<train>>
for epoch in range(3):
    for start in range(0, len(x_train), 32):
        model.train_on_batch(x_train[start:start + 32], targets[start:start + 32])
"""

TWO_OUTPUTS = """
import keras
from keras import layers

<<load>>
inputs = keras.Input((<<features>>,))
hidden = layers.Dense(64, activation="relu")(inputs)
answer = layers.Dense(<<units>>, activation=<<activation>>, name="answer")(hidden)
copied = layers.Dense(<<features>>, name="copied")(hidden)
model = keras.Model(inputs, {"answer": answer, "copied": copied})
model.compile(
    optimizer="adam", loss={"answer": <<loss>>, "copied": "mse"}, metrics={"answer": [<<metric>>], "copied": ["mae"]}
)
model.fit(x_train, {"answer": <<train>>, "copied": x_train})
"""

STYLES = (
    Style("Sequential list", LIST),
    Style(".add", ADD),
    Style("Activation layer", ACTIVATION_LAYER),
    Style("functional", FUNCTIONAL),
    Style("subclass", SUBCLASS),
    Style("factory function", FACTORY),
    Style("built in a loop", LOOP),
    Style("several files", CROSS_FILE),
    Style("argparse defaults", ARGPARSE, answer=Answer.UNKNOWN),
    Style("YAML settings", YAML),
    Style("settings dict", CONFIG_DICT),
    Style("notebook", NOTEBOOK),
    Style("own train_step", TRAIN_STEP),
    Style("Keras 1 spelling", KERAS_1, versions={"keras": "1.2"}),
    Style("applications, new top", APPLICATION),
    Style("gradient tape", TAPE),
    Style("tf.data", DATASET),
    Style("class around the model", OWN_CLASS),
    Style("train_on_batch", BATCHES),
    Style("two outputs, dicts", TWO_OUTPUTS),
)
