package dev.jaula.engine;

import dev.jaula.args.Command;
import dev.jaula.args.Operand;
import dev.jaula.args.Option;
import dev.jaula.args.ValueKind;

/** The tables of the verbs that talk to registries. */
final class TransferTables {
  private TransferTables() {}

  static Command pull(String path) {
    return Options.named(path, "pull")
        .operands(Options.image())
        .options(
            "Options",
            "Opções",
            Option.flag(
                "all-tags",
                'a',
                "Download all tagged images of the repository",
                "Baixa todas as imagens com tag do repositório"),
            Options.platform(
                "Platform of the image, as linux/arm64 (default: this machine's)",
                "Plataforma da imagem, como linux/arm64 (padrão: a desta máquina)"),
            Options.quiet("Print only the image's name", "Imprime só o nome da imagem"),
            Options.progress())
        .options(Options.general())
        .example("jaula pull debian:stable", "From Docker Hub", "Do Docker Hub")
        .example(
            "jaula pull localhost:5000/app@sha256:...",
            "By its digest, from a registry of one's own",
            "Pelo digest, de um registro próprio")
        .build();
  }

  static Command push(String path) {
    return Options.named(path, "push")
        .operands(Options.image())
        .options(
            "Options",
            "Opções",
            Option.flag(
                "all-tags",
                'a',
                "Upload all tagged images of the repository",
                "Envia todas as imagens com tag do repositório"),
            Options.quiet("Print nothing when all went well", "Nada imprime quando tudo deu certo"),
            Options.progress())
        .options(Options.general())
        .build();
  }

  /** Hidden: what {@code run} calls for an image that is not unpacked. */
  static Command prepare() {
    return Options.begin("prepare", "Have an image ready for run", "Deixa uma imagem pronta")
        .operands(Options.image())
        .options(
            "Options",
            "Opções",
            Option.value("pull", Option.NONE, "WHEN", "When to pull", "Quando baixar")
                .choices("missing", "always", "never"),
            Options.platform("Platform", "Plataforma"),
            Options.quiet("Tell nothing", "Nada diz"))
        .options(Options.general())
        .build();
  }

  static Command login() {
    return Options.verb("login")
        .operands(Operand.optional("SERVER", ValueKind.PLAIN))
        .options(
            "Options",
            "Opções",
            Option.value("username", 'u', "NAME", "User name", "Nome do usuário"),
            Option.value(
                "password",
                'p',
                "PASSWORD",
                "Password; others can see it while the command runs: better --password-stdin",
                "Senha; outros podem vê-la durante o comando: melhor --password-stdin"),
            Option.flag(
                "password-stdin",
                Option.NONE,
                "Read the password from standard input",
                "Lê a senha da entrada padrão"))
        .options(Options.general())
        .build();
  }

  static Command logout() {
    return Options.verb("logout")
        .operands(Operand.optional("SERVER", ValueKind.PLAIN))
        .options(Options.general())
        .build();
  }
}
