package io.coinpanel.webserver.rest;

import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Problem;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code If-Match} (RFC 9110, 13.1.1) for tags that are revisions.
 *
 * @param tags the tags as they stand in it; empty for any
 */
record IfMatch(List<String> tags) {

  static final IfMatch ANY = new IfMatch(List.of());

  private static final Pattern TAG = Pattern.compile("(W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*\"");

  static IfMatch parse(@Nullable String header) {
    if (header == null || header.strip().equals("*")) {
      return ANY;
    }
    List<String> tags = Stream.of(header.split(",")).map(String::strip).toList();
    if (!tags.stream().allMatch(tag -> TAG.matcher(tag).matches())) {
      throw Problem.ofParameter(
              ErrorCode.INVALID_MESSAGE, "If-Match must be an entity tag or *", "If-Match")
          .toException();
    }
    return new IfMatch(tags);
  }

  static String tag(int revision) {
    return "\"" + revision + "\"";
  }

  boolean isAny() {
    return tags.isEmpty();
  }

  boolean matches(int revision) {
    return isAny() || tags.contains(tag(revision));
  }
}
