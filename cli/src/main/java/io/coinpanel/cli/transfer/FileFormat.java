package io.coinpanel.cli.transfer;

import io.coinpanel.cli.client.WebserverApi;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The format of exported alerts. */
final class FileFormat {

  private static final String CSV = "text/csv";

  /** At most one. */
  static final class Choice {
    @Option(names = "--csv", description = "Comma-separated values (default for *.csv).")
    private boolean csv;

    // The other of the two.
    @SuppressWarnings("UnusedVariable")
    @Option(names = "--json", description = "JSON (default for other files).")
    private boolean json;
  }

  @ArgGroup private @Nullable Choice choice;

  /** The media type. */
  String of(String file) {
    boolean csv = choice == null ? file.toLowerCase(Locale.ROOT).endsWith(".csv") : choice.csv;
    return csv ? CSV : WebserverApi.JSON;
  }
}
