"""`pathways completion`, and what the shells call when somebody presses Tab: bash, zsh, fish.

click knows what a command line lacks, completing.py knows the map; here a word comes from a shell and goes back:

1. Whatever is wrong (no store, a damaged one, a server that does not answer), nothing is completed and nothing is said.
2. A name is one word for the shell, whatever signs it holds: bash inserts what it is given, so it is given it quoted as
   the word has been begun; zsh and fish quote by themselves.
3. What ends in "/" or "=" goes on, so that no space follows it.
"""

from __future__ import annotations

import os
import re
import threading
from importlib import import_module
from typing import Any

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
    split_arg_string,
)

from .main import COMMANDS, imported

PATIENCE = 1.5
"""Seconds after which nothing is completed: whoever presses Tab waits."""

_BASH = """\
%(complete_func)s() {
    local line value
    COMPREPLY=()
    while IFS= read -r line; do
        value=${line#*,}
        case $line in
            dir,*) compopt -o dirnames ;;
            file,*) compopt -o default ;;
            plain,*)
                COMPREPLY+=("$value")
                case $value in *[/=]) compopt -o nospace ;; esac
                ;;
        esac
    done <<< "$(COMP_LINE="${COMP_LINE:0:COMP_POINT}" COMP_WORD="$2" %(complete_var)s=bash_complete \\
        "${1/#\\~/$HOME}" 2> /dev/null)"
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""

_ZSH = """\
#compdef %(prog_name)s

%(complete_func)s() {
    local type value about
    local -a answer plain shown going going_shown
    answer=("${(@f)$(COMP_WORDS="${(j: :)words[1,CURRENT]}" COMP_CWORD=$((CURRENT-1)) \\
        %(complete_var)s=zsh_complete ${~words[1]} 2> /dev/null)}")
    for type value about in "${answer[@]}"; do
        case $type in
            dir) _path_files -/ ;;
            file) compset -P '--[a-z-]##='; _path_files -f ;;
            kept) compstate[insert]= compstate[list]=list ;;
            plain)
                [[ $about == _ ]] && about=$value || about="$value  -- $about"
                if [[ $value == *[/=] ]]; then going+=("$value"); going_shown+=("$about")
                else plain+=("$value"); shown+=("$about"); fi
                ;;
        esac
    done
    (( $#going )) && compadd -U -S '' -l -V pathways -d going_shown -a going
    (( $#plain )) && compadd -U -l -V pathways -d shown -a plain
}

if [[ $funcstack[1] == _%(prog_name)s ]]; then  # a file of fpath, which is read as the function of its name
    %(complete_func)s "$@"
else
    compdef %(complete_func)s %(prog_name)s
fi
"""

_FISH = """\
function %(complete_func)s
    set -l program (string replace -r '^~/' "$HOME/" -- (commandline -opc)[1])
    for line in (COMP_WORDS=(commandline -cp | string join ' ') COMP_CWORD=(commandline -ct) \\
            %(complete_var)s=fish_complete $program 2> /dev/null)
        set -l parts (string split -m 1 , -- $line)
        switch $parts[1]
            case dir
                __fish_complete_directories $parts[2]
            case file
                set -l option (string match -r -- '^--[a-z-]+=' $parts[2])
                set -l begun (string replace -- "$option" '' $parts[2])
                for path in (__fish_complete_path (string replace -r '^~/' "$HOME/" -- $begun))
                    string match -q '~/*' -- $begun; and set path (string replace -- "$HOME/" '~/' $path)
                    echo "$option$path"
                end
            case plain
                echo $parts[2]
        end
    end
end

complete --no-files --keep-order --command %(prog_name)s --arguments "(%(complete_func)s)"
"""


class _Completing(ShellComplete):
    """What the three shells have in common."""

    def source(self) -> str:
        return self.source_template % self.source_vars()

    def complete(self) -> str:
        # Rule 1. No thread can be ended in the middle of a name server or a socket; the process can.
        late = threading.Timer(PATIENCE, os._exit, (0,))
        late.daemon = True
        late.start()
        try:
            return super().complete()
        except BaseException:  # kglite's panics are no Exceptions
            return ""
        finally:
            late.cancel()

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[str]]:
        """As click has it, and what the map has names for; `--route=con` is completed as one word."""
        if name := next((word for word in args if word in COMMANDS), None):
            command = import_module(".completing", __package__).prepared(imported(name))
            settings = self.cli.context_settings
            self.cli = click.Group(commands={name: command}, params=self.cli.params, context_settings=settings)
        items = super().get_completions(args, incomplete)
        option, equals, _ = incomplete.partition("=")
        if equals and option.startswith("--"):
            for item in items:
                item.value = f"{option}={item.value}"
        return items


class Bash(_Completing, BashComplete):
    """bash completes from the last of COMP_WORDBREAKS on, which may stand in a name."""

    source_template = _BASH
    _kept = ""
    """What of the word stands before the part that bash replaces, as a text."""
    _quote = ""
    """The quote that the part is in."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one to complete, and that one; our script gives the line, that of click the words."""
        line = os.environ.get("COMP_LINE")
        if line is None:
            return super().get_completion_args()
        before = line.removesuffix(os.environ.get("COMP_WORD", ""))
        self._kept, self._quote = _words(before)[-1], _open_quote(before)
        *args, incomplete = _words(line)
        return args[1:], incomplete

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """Its type and what bash puts in place of the part: quoted (rule 2)."""
        if item.type not in {"plain", "kept"}:
            return super().format_completion(item)
        return f"plain,{quoted(item.value[len(self._kept) :], self._quote)}"


class Zsh(_Completing, ZshComplete):
    """zsh quotes by itself, and with its own script it needs no colon kept from it."""

    source_template = _ZSH

    def format_completion(self, item: CompletionItem[str]) -> str:
        """Three lines: its type, itself, and what is said about it."""
        return f"{item.type}\n{item.value}\n{item.help or '_'}"


class Fish(_Completing, FishComplete):
    """fish quotes by itself."""

    source_template = _FISH


for _class in (Bash, Zsh, Fish):
    add_completion_class(_class)


def _words(line: str) -> list[str]:
    """The words of the beginning of a command line, the last as far as it is written, "" behind a space.

    >>> _words('next "Commis ch'), _words("next ")
    (['next', 'Commis ch'], ['next', ''])
    """
    *words, last = split_arg_string(f"{line}x")  # a letter, so that there is a last word
    return [*words, last[:-1]]


def _open_quote(line: str) -> str:
    """The quote that is open at the end of the beginning of a command line, "" where none is."""
    plain = re.sub(r"""\\.|'[^']*'|"(?:\\.|[^"\\])*\"""", "", line, flags=re.DOTALL)
    return next((sign for sign in plain if sign in "'\""), "")


def quoted(text: str, quote: str) -> str:
    r"""A text as a part of one word of bash: within an open quote, or outside of any ("").

    >>> quoted("Children's nurse (4)", ""), quoted("Children's nurse", "'"), quoted('Editor, "R&D"', '"')
    ("Children\\'s\\ nurse\\ \\(4\\)", "Children'\\''s nurse", 'Editor, \\"R&D\\"')
    """
    if quote == "'":
        return text.replace("'", r"'\''")
    return re.sub(r'([$`"\\])' if quote else r"((?![/.,:@%+=_-])[\x20-\x7f])(?<![0-9A-Za-z])", r"\\\1", text)


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what makes a shell complete commands and occupations.

    Put the line into what the shell reads at its start: ~/.bashrc, ~/.zshrc below compinit, or
    ~/.config/fish/completions/pathways.fish.

    \b
    Examples:
      pathways completion fish | source
      eval "$(pathways completion bash)"
    """
    shells: dict[str, type[ShellComplete]] = {"bash": Bash, "zsh": Zsh, "fish": Fish}
    click.echo(shells[shell](click.Command("pathways"), {}, "pathways", "_PATHWAYS_COMPLETE").source(), nl=False)
