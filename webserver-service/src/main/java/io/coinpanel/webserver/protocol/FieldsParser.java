package io.coinpanel.webserver.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Parses JSON text into fields. Keeps only the top level; nested values are skipped without
 * recursion.
 */
public final class FieldsParser {

  private static final int LONGEST = 8192;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(LONGEST + 1)
                  .maxNumberLength(LONGEST + 1)
                  .maxNameLength(LONGEST + 1)
                  .build())
          .build();

  private FieldsParser() {}

  public static Fields parse(String frame) throws InvalidCommandException {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), frame)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw notAnObject();
      }
      Map<String, Value> values = new LinkedHashMap<>();
      String repeated = members(parser, values);
      if (parser.nextToken() != null) {
        throw notAnObject();
      }
      return new Fields(values, repeated);
    } catch (JacksonException e) {
      throw new InvalidCommandException(ErrorCode.INVALID_JSON, "not JSON");
    }
  }

  /** Returns the name of a member that came twice, if one did. */
  private static @Nullable String members(JsonParser parser, Map<String, Value> values) {
    String repeated = null;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (values.put(name, value(parser)) != null) {
        repeated = name;
      }
    }
    return repeated;
  }

  private static Value value(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (token.isNumeric()) {
      return new Value.NumberLiteral(parser.getString());
    }
    if (token.isBoolean()) {
      return new Value.Flag(token == JsonToken.VALUE_TRUE);
    }
    if (token == JsonToken.VALUE_STRING) {
      return new Value.Text(parser.getString());
    }
    if (token == JsonToken.VALUE_NULL) {
      return new Value.Null();
    }
    return token == JsonToken.START_ARRAY ? array(parser) : composite(parser);
  }

  private static Value composite(JsonParser parser) {
    parser.skipChildren();
    return new Value.Composite();
  }

  /** Texts, or anything else, which is skipped. */
  private static Value array(JsonParser parser) {
    List<String> texts = new ArrayList<>();
    boolean onlyTexts = true;
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token == JsonToken.VALUE_STRING) {
        texts.add(parser.getString());
      } else {
        onlyTexts = false;
        parser.skipChildren();
      }
    }
    return onlyTexts ? new Value.Texts(List.copyOf(texts)) : new Value.Composite();
  }

  private static InvalidCommandException notAnObject() {
    return new InvalidCommandException(ErrorCode.INVALID_JSON, "a frame must be one JSON object");
  }
}
