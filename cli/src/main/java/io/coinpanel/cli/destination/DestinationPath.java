package io.coinpanel.cli.destination;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Parameters;

/** The destination that a command is about. */
final class DestinationPath {

  static final String ALL = "/api/v1/destinations";

  @Parameters(
      index = "0",
      paramLabel = "ID",
      description = "The destination's id, as in coinpanel destination list.")
  private String id = "";

  String id() {
    return id;
  }

  /** Where it is at the server. */
  String path() {
    return ALL + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
