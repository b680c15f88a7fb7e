"""`lossguard completion`: the script with which a shell completes commands, options, codes and paths."""

from __future__ import annotations

import click

VARIABLE = "_LOSSGUARD_COMPLETE"  # click reads from it that a shell is asking
SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the completion script of a shell.

    \b
    bash, in ~/.bashrc                  eval "$(lossguard completion bash)"
    zsh, in ~/.zshrc                    eval "$(lossguard completion zsh)"
    fish, in ~/.config/fish/config.fish lossguard completion fish | source
    """
    from click.shell_completion import get_completion_class

    group = ctx.find_root().command
    kind = get_completion_class(shell)
    assert kind is not None, "SHELLS are those that click knows"
    click.echo(kind(group, {}, "lossguard", VARIABLE).source())
