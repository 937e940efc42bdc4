package io.coinpanel.testkit.client;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The published protocol document as a check of frames. It is stricter than what is published:
 * undocumented fields are rejected.
 */
public final class ProtocolDocument {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          registry ->
              registry.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  private static final String SHORT_FORM = "";
  private static final ProtocolDocument PUBLISHED = new ProtocolDocument(read());

  private final JsonNode root;
  private final Map<String, Schema> commands = new HashMap<>();
  private final Map<String, Schema> messages = new HashMap<>();

  private ProtocolDocument(JsonNode root) {
    this.root = root;
    JsonNode closed = root.deepCopy();
    closed.at("/components/schemas").forEach(ProtocolDocument::close);
    received().forEach(message -> commands.put(type(message), schema(closed, message)));
    sent().forEach(message -> messages.put(type(message), schema(closed, message)));
  }

  private static JsonNode read() {
    try (InputStream in = ProtocolDocument.class.getResourceAsStream("/asyncapi.yaml")) {
      return new YAMLMapper().readTree(Objects.requireNonNull(in, "the build copies it from docs"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object && object.has("properties")) {
      object.put("additionalProperties", false);
    }
  }

  private static Schema schema(JsonNode document, JsonNode message) {
    ObjectNode schema = JSON.createObjectNode();
    schema.put("$ref", "#/components/schemas/" + payload(message));
    schema.set("components", document.get("components"));
    return SCHEMAS.getSchema(schema);
  }

  /** The document as it was read. */
  public static JsonNode root() {
    return PUBLISHED.root;
  }

  /** What a reference leads to; missing if it leads nowhere. */
  public static JsonNode resolve(JsonNode root, String reference) {
    return root.at(JsonPointer.compile(reference.substring(1)));
  }

  private Stream<JsonNode> received() {
    return messages(operations("receive").map(operation -> operation.get("messages")));
  }

  /** Unasked or as an answer. */
  private Stream<JsonNode> sent() {
    return messages(
        Stream.concat(
            operations("send").map(operation -> operation.get("messages")),
            operations("receive").map(operation -> operation.get("reply").get("messages"))));
  }

  private Stream<JsonNode> operations(String action) {
    return root.get("operations")
        .valueStream()
        .filter(operation -> operation.get("action").asString().equals(action));
  }

  private Stream<JsonNode> messages(Stream<JsonNode> references) {
    return references
        .flatMap(JsonNode::valueStream)
        .map(reference -> resolve(root, reference.get("$ref").asString()))
        .map(reference -> resolve(root, reference.get("$ref").asString()))
        .distinct();
  }

  private static String payload(JsonNode message) {
    String reference = message.get("payload").get("$ref").asString();
    return reference.substring(reference.lastIndexOf('/') + 1);
  }

  private String type(JsonNode message) {
    return root.at("/components/schemas/" + payload(message) + "/properties/type/const")
        .asString(SHORT_FORM);
  }

  /** The messages that carry commands. */
  public static List<JsonNode> commands() {
    return PUBLISHED.received().toList();
  }

  /** The messages the server sends. */
  public static List<JsonNode> messages() {
    return PUBLISHED.sent().toList();
  }

  /**
   * Holds a client's frame against the document.
   *
   * @throws AssertionError if it is not a command as it is written there
   */
  public static void checkCommand(String frame) {
    check(PUBLISHED.commands, JSON.readTree(frame));
  }

  /**
   * Holds a server's frame against the document.
   *
   * @throws AssertionError if it is not a message as it is written there
   */
  public static void checkMessage(JsonNode frame) {
    check(PUBLISHED.messages, frame);
  }

  private static void check(Map<String, Schema> schemas, JsonNode frame) {
    Schema schema = schemas.get(frame.path("type").asString(SHORT_FORM));
    if (schema == null) {
      throw new AssertionError("not in the protocol document: " + frame);
    }
    String wrong =
        schema.validate(frame).stream().map(Object::toString).collect(Collectors.joining("; "));
    if (!wrong.isEmpty()) {
      throw new AssertionError("against the protocol document: " + wrong + " in " + frame);
    }
  }
}
