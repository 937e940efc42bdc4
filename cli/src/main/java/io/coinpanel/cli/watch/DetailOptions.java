package io.coinpanel.cli.watch;

import io.coinpanel.cli.alert.DestinationOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of a new alert beside its threshold. */
final class DetailOptions {

  @Option(names = "--name", paramLabel = "TEXT", description = "Its name, shown when it fires.")
  private @Nullable String name;

  @Option(names = "--note", paramLabel = "TEXT", description = "A note, sent when it fires.")
  private @Nullable String note;

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      description = "When the alert ends, such as 2030-01-31T12:00:00Z (default: never).")
  private @Nullable String expires;

  @Mixin private DestinationOptions destinations = new DestinationOptions();

  /** As fields of the subscribe command. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>(destinations.fields());
    put(fields, "name", name);
    put(fields, "note", note);
    put(fields, "expires_at", expires);
    return fields;
  }

  private static void put(Map<String, Object> fields, String field, @Nullable String text) {
    if (text != null) {
      fields.put(field, text);
    }
  }
}
