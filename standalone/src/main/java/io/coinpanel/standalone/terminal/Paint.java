package io.coinpanel.standalone.terminal;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/** Colours for one stream, or none. */
public enum Paint {
  COLOURED(Ansi.ON),
  PLAIN(Ansi.OFF);

  private final Ansi ansi;

  Paint(Ansi ansi) {
    this.ansi = ansi;
  }

  Ansi ansi() {
    return ansi;
  }

  public String good(String text) {
    return in(text, Style.fg_green);
  }

  public String bad(String text) {
    return in(text, Style.fg_red);
  }

  public String faint(String text) {
    return in(text, Style.faint);
  }

  public String strong(String text) {
    return in(text, Style.bold);
  }

  private String in(String text, IStyle style) {
    // A reset, as the code that ends bold underlines twice on many terminals.
    return ansi.enabled() ? Style.on(style) + text + Style.reset.on() : text;
  }
}
