package io.coinpanel.webserver.rest;

import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Fields;
import io.coinpanel.webserver.protocol.FieldsParser;
import io.coinpanel.webserver.protocol.InvalidCommandException;
import io.coinpanel.webserver.protocol.Problem;
import io.coinpanel.webserver.secret.Sha256;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** The body of a request, of a bounded length. */
final class RequestBody {

  /** One subscription, or a thousand ids. */
  static final int MAX = 64 * 1024;

  private static final int TOO_LARGE = 413;

  private final byte[] bytes;

  private RequestBody(byte[] bytes) {
    this.bytes = bytes;
  }

  static RequestBody read(HttpServletRequest request, int max) throws IOException {
    byte[] bytes = request.getInputStream().readNBytes(max + 1);
    if (bytes.length > max) {
      throw new Problem(
              TOO_LARGE,
              ErrorCode.INVALID_MESSAGE,
              "a body may have at most " + max + " bytes",
              null,
              null)
          .toException();
    }
    return new RequestBody(bytes);
  }

  /** A JSON object with some of the known fields and no others. */
  Fields fields(Set<String> known) throws InvalidCommandException {
    Fields fields = FieldsParser.parse(text());
    reject(fields.ignored(known));
    fields.rejectRepeated();
    return fields;
  }

  private static void reject(List<String> unknown) {
    if (!unknown.isEmpty()) {
      throw Problem.of(
              ErrorCode.INVALID_MESSAGE,
              "unknown field: " + String.join(", ", unknown),
              unknown.getFirst())
          .toException();
    }
  }

  String text() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw Problem.of(ErrorCode.INVALID_JSON, "not UTF-8").toException();
    }
  }

  byte[] hash() {
    return Sha256.of(bytes);
  }
}
