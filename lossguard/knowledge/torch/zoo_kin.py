"""Rows of the ready models of timm, segmentation_models_pytorch, MONAI and efficientnet_pytorch."""

from __future__ import annotations

from lossguard.knowledge.rows import ReadyModel

_TIMM = "timm 1.0.31, models/_factory.py"
_SMP = "segmentation_models_pytorch 0.6, decoders/"

CLASSIFIERS: tuple[ReadyModel, ...] = (
    # num_classes=0 leaves the head out; the names of the heads differ from torchvision's.
    ReadyModel(
        names=("timm.create_model",),
        params="model_name, pretrained=False, pretrained_cfg=None, pretrained_cfg_overlay=None,"
        " checkpoint_path=None, cache_dir=None, scriptable=None, exportable=None, no_jit=None, *,"
        " num_classes=1000, in_chans=3, **kwargs",
        named="model_name",
        heads_by=(
            ("resnet", ("fc",)),
            ("resnext", ("fc",)),
            ("seresne", ("fc",)),
            ("wide_resnet", ("fc",)),
            ("resnest", ("fc",)),
            ("ecaresnet", ("fc",)),
            ("skresne", ("fc",)),
            ("inception_v3", ("fc",)),
            ("gluon_resn", ("fc",)),
            ("xception", ("fc",)),
            ("dla", ("fc",)),
            ("selecsls", ("fc",)),
            ("tv_resnet", ("fc",)),
            ("vit", ("head",)),
            ("deit", ("head",)),
            ("beit", ("head",)),
            ("eva", ("head",)),
            ("mixer", ("head",)),
            ("pit_", ("head",)),
            ("twins", ("head",)),
            ("visformer", ("head",)),
            ("xcit", ("head",)),
            ("volo", ("head",)),
            ("crossvit", ("head",)),
            ("cait", ("head",)),
            ("flexivit", ("head",)),
            ("vgg", ("head.fc",)),
            ("convnext", ("head.fc",)),
            ("swin", ("head.fc",)),
            ("regnet", ("head.fc",)),
            ("maxvit", ("head.fc",)),
            ("coatnet", ("head.fc",)),
            ("nfnet", ("head.fc",)),
            ("dm_nfnet", ("head.fc",)),
            ("cspresnet", ("head.fc",)),
            ("cspdarknet", ("head.fc",)),
            ("rexnet", ("head.fc",)),
            ("poolformer", ("head.fc",)),
            ("edgenext", ("head.fc",)),
            ("gcvit", ("head.fc",)),
            ("mobilevit", ("head.fc",)),
            ("resnetv2", ("head.fc",)),
            ("tresnet", ("head.fc",)),
            ("gernet", ("head.fc",)),
            ("ese_vovnet", ("head.fc",)),
            ("efficientnet", ("classifier",)),
            ("tf_efficientnet", ("classifier",)),
            ("mobilenet", ("classifier",)),
            ("tf_mobilenet", ("classifier",)),
            ("densenet", ("classifier",)),
            ("mnasnet", ("classifier",)),
            ("ghostnet", ("classifier",)),
            ("hrnet", ("classifier",)),
            ("fbnetc", ("classifier",)),
            ("lcnet", ("classifier",)),
            ("tinynet", ("classifier",)),
            ("dpn", ("classifier",)),
            ("inception_v4", ("last_linear",)),
            ("inception_resnet", ("last_linear",)),
            ("legacy_sere", ("last_linear",)),
            ("nasnet", ("last_linear",)),
            ("pnasnet", ("last_linear",)),
        ),
        checked="1.0.31",
        source=_TIMM,
    ),
    ReadyModel(
        names=("efficientnet_pytorch.EfficientNet.from_pretrained",),
        params="model_name, weights_path=None, advprop=False, in_channels=3, num_classes=1000, **override_params",
        heads=("_fc",),
        checked="0.7.1",
        source="efficientnet_pytorch 0.7.1, model.py",
    ),
    ReadyModel(
        names=("efficientnet_pytorch.EfficientNet.from_name",),
        params="model_name, in_channels=3, *, num_classes=1000, **override_params",
        heads=("_fc",),
        checked="0.7.1",
        source="efficientnet_pytorch 0.7.1, model.py",
    ),
)

SEGMENTERS: tuple[ReadyModel, ...] = (
    # With aux_params a pair: the masks and the scores of the labels.
    ReadyModel(
        names=(
            "segmentation_models_pytorch.Unet",
            "segmentation_models_pytorch.UnetPlusPlus",
        ),
        params="encoder_name='resnet34', encoder_depth=5, encoder_weights='imagenet', decoder_use_norm=?,"
        " decoder_channels=?, decoder_attention_type=None, decoder_interpolation=?, in_channels=3, classes=1,"
        " activation=None, aux_params=None, **kwargs",
        classes="classes",
        default_classes=1,
        activation="activation",
        heads=("segmentation_head[0]",),
        layer="Conv2d",
        rank=4,
        checked="0.6",
        source=_SMP,
    ),
    ReadyModel(
        names=("segmentation_models_pytorch.MAnet",),
        params="encoder_name='resnet34', encoder_depth=5, encoder_weights='imagenet', decoder_use_norm=?,"
        " decoder_channels=?, decoder_pab_channels=64, decoder_interpolation=?, in_channels=3, classes=1,"
        " activation=None, aux_params=None, **kwargs",
        classes="classes",
        default_classes=1,
        activation="activation",
        heads=("segmentation_head[0]",),
        layer="Conv2d",
        rank=4,
        checked="0.6",
        source=_SMP,
    ),
    ReadyModel(
        names=("segmentation_models_pytorch.Linknet",),
        params="encoder_name='resnet34', encoder_depth=5, encoder_weights='imagenet', decoder_use_norm=?,"
        " in_channels=3, classes=1, activation=None, aux_params=None, **kwargs",
        classes="classes",
        default_classes=1,
        activation="activation",
        heads=("segmentation_head[0]",),
        layer="Conv2d",
        rank=4,
        checked="0.6",
        source=_SMP,
    ),
    ReadyModel(
        names=("segmentation_models_pytorch.FPN",),
        params="encoder_name='resnet34', encoder_depth=5, encoder_weights='imagenet',"
        " decoder_pyramid_channels=256, decoder_segmentation_channels=128, decoder_merge_policy='add',"
        " decoder_dropout=0.2, decoder_interpolation=?, in_channels=3, classes=1, activation=None, upsampling=?,"
        " aux_params=None, **kwargs",
        classes="classes",
        default_classes=1,
        activation="activation",
        heads=("segmentation_head[0]",),
        layer="Conv2d",
        rank=4,
        checked="0.6",
        source=_SMP,
    ),
    ReadyModel(
        names=("segmentation_models_pytorch.PSPNet",),
        params="encoder_name='resnet34', encoder_weights='imagenet', encoder_depth=3, psp_out_channels=512,"
        " decoder_use_norm=?, psp_dropout=0.2, in_channels=3, classes=1, activation=None, upsampling=?,"
        " aux_params=None, **kwargs",
        classes="classes",
        default_classes=1,
        activation="activation",
        heads=("segmentation_head[0]",),
        layer="Conv2d",
        rank=4,
        checked="0.6",
        source=_SMP,
    ),
    ReadyModel(
        names=("segmentation_models_pytorch.PAN",),
        params="encoder_name='resnet34', encoder_depth=5, encoder_weights='imagenet', encoder_output_stride=16,"
        " decoder_channels=32, decoder_interpolation=?, in_channels=3, classes=1, activation=None, upsampling=?,"
        " aux_params=None, **kwargs",
        classes="classes",
        default_classes=1,
        activation="activation",
        heads=("segmentation_head[0]",),
        layer="Conv2d",
        rank=4,
        checked="0.6",
        source=_SMP,
    ),
    ReadyModel(
        names=("segmentation_models_pytorch.DeepLabV3",),
        params="encoder_name='resnet34', encoder_depth=5, encoder_weights='imagenet', encoder_output_stride=8,"
        " decoder_channels=256, decoder_atrous_rates=?, decoder_aspp_separable=False, decoder_aspp_dropout=0.5,"
        " in_channels=3, classes=1, activation=None, upsampling=?, aux_params=None, **kwargs",
        classes="classes",
        default_classes=1,
        activation="activation",
        heads=("segmentation_head[0]",),
        layer="Conv2d",
        rank=4,
        checked="0.6",
        source=_SMP,
    ),
    ReadyModel(
        names=("segmentation_models_pytorch.DeepLabV3Plus",),
        params="encoder_name='resnet34', encoder_depth=5, encoder_weights='imagenet', encoder_output_stride=16,"
        " decoder_channels=256, decoder_atrous_rates=?, decoder_aspp_separable=True, decoder_aspp_dropout=0.5,"
        " in_channels=3, classes=1, activation=None, upsampling=?, aux_params=None, **kwargs",
        classes="classes",
        default_classes=1,
        activation="activation",
        heads=("segmentation_head[0]",),
        layer="Conv2d",
        rank=4,
        checked="0.6",
        source=_SMP,
    ),
    ReadyModel(
        names=("segmentation_models_pytorch.UPerNet",),
        params="encoder_name='resnet34', encoder_depth=5, encoder_weights='imagenet', decoder_channels=256,"
        " decoder_use_norm=?, in_channels=3, classes=1, activation=None, upsampling=?, aux_params=None, **kwargs",
        classes="classes",
        default_classes=1,
        activation="activation",
        heads=("segmentation_head[0]",),
        layer="Conv2d",
        rank=4,
        checked="0.6",
        source=_SMP,
    ),
    ReadyModel(
        names=("segmentation_models_pytorch.Segformer",),
        params="encoder_name='resnet34', encoder_depth=5, encoder_weights='imagenet',"
        " decoder_segmentation_channels=256, in_channels=3, classes=1, activation=None, upsampling=?,"
        " aux_params=None, **kwargs",
        classes="classes",
        default_classes=1,
        activation="activation",
        heads=("segmentation_head[0]",),
        layer="Conv2d",
        rank=4,
        checked="0.6",
        source=_SMP,
    ),
    ReadyModel(
        names=("segmentation_models_pytorch.DPT",),
        params="encoder_name=?, encoder_depth=4, encoder_weights='imagenet', encoder_output_indices=None,"
        " decoder_readout='cat', decoder_intermediate_channels=?, decoder_fusion_channels=256, in_channels=3,"
        " classes=1, activation=None, aux_params=None, **kwargs",
        classes="classes",
        default_classes=1,
        activation="activation",
        heads=("segmentation_head[0]",),
        layer="Conv2d",
        rank=4,
        checked="0.6",
        source=_SMP,
    ),
    ReadyModel(
        names=("segmentation_models_pytorch.create_model",),
        params="arch, encoder_name='resnet34', encoder_weights='imagenet', in_channels=3, classes=1, *,"
        " activation=None, **kwargs",
        classes="classes",
        default_classes=1,
        activation="activation",
        heads=("segmentation_head[0]",),
        layer="Conv2d",
        rank=4,
        checked="0.6",
        source=_SMP,
    ),
    # Of rank spatial_dims + 2.
    ReadyModel(
        names=("monai.networks.nets.UNet",),
        params="spatial_dims, in_channels, out_channels, channels, strides, kernel_size=3, up_kernel_size=3,"
        " num_res_units=0, act='PRELU', norm='INSTANCE', dropout=0.0, bias=True, adn_ordering='NDA'",
        classes="out_channels",
        default_classes=None,
        layer="Conv",
        rank=None,
        checked="1.6.1",
        source="monai 1.6.1, networks/nets/unet.py",
    ),
)
