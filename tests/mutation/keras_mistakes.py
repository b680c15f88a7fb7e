"""Keras: the right settings by problem, and the mistakes of the rule table."""

from __future__ import annotations

from tests.mutation.keras_styles import STYLES
from tests.mutation.style import Group, Mistake, Setting

COMMON = {
    "last": "layers.Dense(<<units>>, activation=<<activation>>)",
    "compile": 'optimizer="adam", loss=<<loss>>, metrics=[<<metric>>]',
    "passed": "labels, predictions",
    "train": "y_train",
    "test": "y_test",
}
MNIST = """(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train, x_test = x_train.reshape(-1, 784) / 255.0, x_test.reshape(-1, 784) / 255.0"""
IMDB = """(x_train, y_train), (x_test, y_test) = keras.datasets.imdb.load_data(num_words=1000)
x_train = keras.preprocessing.sequence.pad_sequences(x_train, maxlen=20)
x_test = keras.preprocessing.sequence.pad_sequences(x_test, maxlen=20)"""
HOUSES = "(x_train, y_train), (x_test, y_test) = keras.datasets.boston_housing.load_data()"
TAGS = """from sklearn.datasets import make_multilabel_classification
from sklearn.model_selection import train_test_split
x, tags = make_multilabel_classification(n_samples=1000, n_features=20, n_classes=5)
x_train, x_test, y_train, y_test = train_test_split(x, tags)"""
PROBLEMS = {
    "classes": {
        **COMMON,
        "load": MNIST,
        "features": "784",
        "units": "10",
        "activation": '"softmax"',
        "loss": '"sparse_categorical_crossentropy"',
        "metric": '"accuracy"',
        "metric_object": "keras.metrics.SparseCategoricalAccuracy()",
    },
    "one-hot": {
        **COMMON,
        "load": MNIST,
        "features": "784",
        "train": "keras.utils.to_categorical(y_train, 10)",
        "test": "keras.utils.to_categorical(y_test, 10)",
        "units": "10",
        "activation": '"softmax"',
        "loss": '"categorical_crossentropy"',
        "metric": '"accuracy"',
        "metric_object": "keras.metrics.CategoricalAccuracy()",
    },
    "binary": {
        **COMMON,
        "load": IMDB,
        "features": "20",
        "units": "1",
        "activation": '"sigmoid"',
        "loss": '"binary_crossentropy"',
        "metric": '"accuracy"',
        "metric_object": "keras.metrics.BinaryAccuracy()",
    },
    "tags": {
        **COMMON,
        "load": TAGS,
        "features": "20",
        "units": "5",
        "activation": '"sigmoid"',
        "loss": '"binary_crossentropy"',
        "metric": '"binary_accuracy"',
        "metric_object": "keras.metrics.BinaryAccuracy()",
    },
    "values": {
        **COMMON,
        "load": HOUSES,
        "features": "13",
        "units": "1",
        "activation": "None",
        "loss": '"mse"',
        "metric": '"mae"',
        "metric_object": "keras.metrics.MeanAbsoluteError()",
    },
}


OBJECTS = {
    '"sparse_categorical_crossentropy"': "keras.losses.SparseCategoricalCrossentropy()",
    '"categorical_crossentropy"': "keras.losses.CategoricalCrossentropy()",
    '"binary_crossentropy"': "keras.losses.BinaryCrossentropy()",
    '"mse"': "keras.losses.MeanSquaredError()",
}


def derive(setting: Setting) -> Setting:
    """The loss as an object too."""
    loss = setting["loss"]
    if loss in OBJECTS or "(" in loss:
        return {**setting, "loss_object": OBJECTS.get(loss, loss)}
    return setting


BCE = {"loss": '"binary_crossentropy"'}
CCE = {"loss": '"categorical_crossentropy"'}
OLD = {"keras": "2.2.4", "tensorflow": "1.12"}
OLD_2 = {"keras": "2.10", "tensorflow": "2.10"}
MISTAKES = (
    Mistake("LG101", "no activation, categorical", "one-hot", {"activation": "None"}),
    Mistake("LG101", "no activation, sparse", "classes", {"activation": "None"}),
    Mistake("LG101", "no activation, binary", "binary", {"activation": "None"}, also=("LG304",)),
    Mistake(
        "LG102",
        "softmax and from_logits",
        "one-hot",
        {"loss": "keras.losses.CategoricalCrossentropy(from_logits=True)"},
    ),
    Mistake(
        "LG102", "sigmoid and from_logits", "binary", {"loss": "keras.losses.BinaryCrossentropy(from_logits=True)"}
    ),
    Mistake("LG104", "binary loss on softmax", "one-hot", BCE, also=("LG301",)),
    Mistake("LG105", "categorical loss on sigmoid", "one-hot", {"activation": '"sigmoid"'}),
    Mistake("LG106", "softmax over one unit", "binary", {"activation": '"softmax"'}),
    Mistake("LG107", "categorical loss on one unit", "binary", CCE, also=("LG105", "LG204", "LG201")),
    Mistake("LG108", "relu before cross-entropy", "one-hot", {"activation": '"relu"'}),
    Mistake("LG108", "tanh before binary cross-entropy", "binary", {"activation": '"tanh"'}),
    Mistake("LG109", "mean squared error on softmax", "one-hot", {"loss": '"mse"'}),
    Mistake("LG110", "sigmoid for unbounded targets", "values", {"activation": '"sigmoid"'}),
    Mistake(
        "LG111",
        "softmax over the batch",
        "one-hot",
        {"last": "keras.Sequential([layers.Dense(10), layers.Softmax(axis=0)])"},
    ),
    Mistake("LG114", "cross-entropy of continuous targets", "values", {**BCE, "activation": '"sigmoid"'}),
    Mistake(
        "LG115",
        "softmax of softmax",
        "one-hot",
        {"last": 'keras.Sequential([layers.Dense(10, activation="softmax"), layers.Softmax()])'},
    ),
    Mistake("LG201", "integer labels", "one-hot", {"train": "y_train", "test": "y_test"}, also=("LG204",)),
    Mistake("LG202", "one-hot labels for sparse loss", "one-hot", {"loss": '"sparse_categorical_crossentropy"'}),
    Mistake("LG203", "fewer units than classes", "classes", {"units": "9"}),
    Mistake("LG204", "two columns against one unit", "binary", {"train": "keras.utils.to_categorical(y_train, 2)"}),
    Mistake("LG205", "labels as strings", "classes", {"train": "y_train.astype(str)"}),
    Mistake("LG206", "held-out labels not encoded", "one-hot", {"test": "y_test"}),
    Mistake("LG207", "class numbers divided", "classes", {"train": "y_train / 9.0"}),
    Mistake(
        "LG208",
        "rounded outputs",
        "binary",
        {"last": 'keras.Sequential([layers.Dense(1, activation="sigmoid"), layers.Lambda(keras.ops.round)])'},
    ),
    Mistake("LG209", "labels -1 and 1", "binary", {"train": "2 * y_train - 1"}, also=("LG303",)),
    Mistake("LG210", "multi-hot labels under softmax", "tags", {"activation": '"softmax"', **CCE}),
    Mistake("LG301", "accuracy resolved by the loss", "one-hot", BCE, also=("LG104",), versions=OLD),
    Mistake("LG302", "accuracy on multi-label", "tags", {"metric": '"accuracy"'}),
    Mistake("LG303", "sparse accuracy of one-hot labels", "one-hot", {"metric": '"sparse_categorical_accuracy"'}),
    Mistake(
        "LG304",
        "threshold on logits",
        "binary",
        {"activation": "None", "loss": "keras.losses.BinaryCrossentropy(from_logits=True)"},
    ),
    Mistake("LG305", "accuracy of a regression", "values", {"metric": '"accuracy"'}),
    Mistake("LG306", "Accuracy object", "classes", {"metric": "keras.metrics.Accuracy()"}),
    Mistake("LG307", "argmax over one unit", "binary", {"metric": '"categorical_accuracy"'}),
    Mistake("LG308", "Precision of class numbers", "classes", {"metric": "keras.metrics.Precision()"}),
    Mistake("LG308", "F1Score of class numbers", "classes", {"metric": "keras.metrics.F1Score()"}),
    Mistake("LG304", "F1Score of one unit", "binary", {"metric": "keras.metrics.F1Score()"}, also=("LG308",)),
    Mistake("LG310", "error as the metric of classes", "classes", {"metric": '"mse"'}),
    Mistake(
        "LG403", "class in place of an instance", "binary", {"loss": "keras.losses.BinaryCrossentropy"}, versions=OLD_2
    ),
    Mistake("LG402", "prediction before labels", "classes", {"passed": "predictions, labels"}),
    Mistake("LG403", "unknown loss name", "one-hot", {"loss": '"cce"'}),
    Mistake("LG403", "unknown metric name", "one-hot", {"metric": '"acuracy"'}),
    Mistake("LG404", "metrics by position", "one-hot", {"compile": '"adam", <<loss>>, [<<metric>>]'}),
    Mistake("LG405", "two losses, one output", "one-hot", {"compile": '"adam", loss=[<<loss>>, "mse"]'}),
)
GROUP = Group("Keras", PROBLEMS, STYLES, MISTAKES, derive)
