package io.coinpanel.cli.terminal;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/** Text styles of one stream. */
public enum TextStyle {
  COLOURED(Ansi.ON),
  PLAIN(Ansi.OFF);

  private final Ansi ansi;

  TextStyle(Ansi ansi) {
    this.ansi = ansi;
  }

  Ansi ansi() {
    return ansi;
  }

  public String success(String text) {
    return in(text, Style.fg_green);
  }

  public String error(String text) {
    return in(text, Style.fg_red);
  }

  public String dim(String text) {
    return in(text, Style.faint);
  }

  public String bold(String text) {
    return in(text, Style.bold);
  }

  private String in(String text, IStyle style) {
    // Full reset: the code that ends bold means double underline on many terminals.
    return ansi.enabled() ? Style.on(style) + text + Style.reset.on() : text;
  }
}
