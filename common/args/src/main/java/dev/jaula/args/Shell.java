package dev.jaula.args;

/**
 * A shell for which a completion script can be written. The scripts ask {@code PROGRAM __complete
 * WORD...}.
 */
public enum Shell {
  /** GNU Bash 4.4 or newer; the bash-completion package is not needed. */
  BASH(
      """
      # bash completion for PROGRAM; load it with: source <(PROGRAM completion bash)
      _PROGRAM() {
        local -a words=() out=() found=()
        local i rest=$COMP_LINE before line cur drop= prefix=
        # bash splits words at = and : too; what no blank separates is put together again
        for ((i = 0; i <= COMP_CWORD; i++)); do
          before=$rest
          rest=${rest#"${rest%%[![:space:]]*}"}
          if ((i > 0)) && [[ $before == "$rest" ]]; then
            words[${#words[@]} - 1]+=${COMP_WORDS[i]}
          else
            words+=("${COMP_WORDS[i]}")
          fi
          rest=${rest#"${COMP_WORDS[i]}"}
        done
        cur=${words[${#words[@]} - 1]}
        mapfile -t out < <("${words[0]/#\\~/$HOME}" __complete "${words[@]:1}" 2>/dev/null)
        ((${#out[@]})) || return 0
        for line in "${out[@]:1}"; do
          found+=("${line%%$'\\t'*}")
        done
        [[ ${out[0]} == *' '* ]] && prefix=${out[0]#* }
        local kind=
        case ${out[0]%% *} in
          files) kind=-f ;;
          directories) kind=-d ;;
          program) kind=-c ;;
        esac
        if [[ $kind ]]; then
          compopt -o filenames
          while IFS= read -r line; do
            found+=("$prefix$line")
          done < <(compgen "$kind" -- "${cur#"$prefix"}")
        fi
        # bash replaces only what follows the last = or :
        [[ $COMP_WORDBREAKS == *=* && $cur == *=* ]] && drop=${cur%"${cur##*=}"}
        [[ $COMP_WORDBREAKS == *:* && $cur == *:* && ${cur##*:} != *=* ]] && drop=${cur%"${cur##*:}"}
        COMPREPLY=("${found[@]#"$drop"}")
        [[ ${#found[@]} -eq 1 && ${found[0]} == *[=:] ]] && compopt -o nospace
        return 0
      }
      complete -F _PROGRAM PROGRAM
      """),

  /** The Z shell, with compinit loaded. */
  ZSH(
      """
      #compdef PROGRAM
      # zsh completion for PROGRAM; load it with: source <(PROGRAM completion zsh)
      _PROGRAM() {
        local -a out whole open
        local line word meaning entry prefix=
        out=("${(@f)$("${words[1]/#\\~/$HOME}" __complete "${(@Q)words[2,CURRENT-1]}" "$PREFIX" 2>/dev/null)}")
        for line in "${(@)out[2,-1]}"; do
          word=${line%%$'\\t'*}
          meaning=${${line#"$word"}#$'\\t'}
          entry="${word//:/\\\\:}${meaning:+:$meaning}"
          if [[ $word == *[=:] ]]; then
            open+=("$entry")
          else
            whole+=("$entry")
          fi
        done
        (( $#whole )) && _describe -t words PROGRAM whole
        (( $#open )) && _describe -t words PROGRAM open -S ''
        [[ $out[1] == *' '* ]] && prefix=${out[1]#* }
        [[ -n $prefix ]] && compset -P "${(b)prefix}"
        case ${out[1]%% *} in
          files) _files ;;
          directories) _files -/ ;;
          program) _command_names -e ;;
        esac
      }
      if [[ $funcstack[1] == _PROGRAM ]]; then
        _PROGRAM "$@"
      else
        compdef _PROGRAM PROGRAM
      fi
      """),

  /** The friendly interactive shell, 3.0 or newer. */
  FISH(
      """
      # fish completion for PROGRAM; keep it as ~/.config/fish/completions/PROGRAM.fish
      function __PROGRAM_complete
          set -l words (commandline -opc)
          set -l cur (commandline -ct)
          set -l program (string replace -r '^~' $HOME -- $words[1])
          set -l out ($program __complete $words[2..-1] "$cur" 2>/dev/null)
          test (count $out) -gt 0; or return
          set -l head (string split -m 1 ' ' -- $out[1])
          set -l prefix "$head[2]"
          set -l part (string sub -s (math (string length -- "$prefix") + 1) -- "$cur")
          test (count $out) -gt 1; and printf '%s\\n' $out[2..-1]
          switch $head[1]
              case files
                  __fish_complete_path "$part" | string replace -r '^' -- "$prefix"
              case directories
                  __fish_complete_directories "$part" | string replace -r '^' -- "$prefix"
              case program
                  test -n "$part"; and complete -C "$part"
          end
      end
      complete -c PROGRAM -f -k -a '(__PROGRAM_complete)'
      """);

  private final String template;

  Shell(String template) {
    this.template = template;
  }

  /** The script that makes this shell complete the program's command lines. */
  public String script(String program) {
    return template.replace("PROGRAM", program);
  }
}
