package io.coinpanel.webserver.rest;

import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Fields;
import io.coinpanel.webserver.protocol.FieldsParser;
import io.coinpanel.webserver.protocol.InvalidCommandException;
import io.coinpanel.webserver.protocol.MessageEncoder;
import io.coinpanel.webserver.protocol.Problem;
import io.coinpanel.webserver.protocol.SubscriptionState;
import io.coinpanel.webserver.protocol.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Exported terms, as JSON or CSV. A column of CSV is a field of JSON. */
final class SubscriptionFile {

  static final String ENABLED = "enabled";

  /** The columns of CSV, in their order: those of the first version come first. */
  static final List<String> COLUMNS =
      List.of(
          "symbol",
          "condition",
          "threshold",
          "repeat",
          "cooldown_seconds",
          "expires_at",
          "name",
          "note",
          "destinations",
          ENABLED,
          "lower",
          "upper",
          "percent",
          "amount",
          "within_seconds",
          "from",
          "rearm",
          "hold_seconds",
          "bar");

  static final Set<String> KNOWN = Set.copyOf(COLUMNS);

  private static final String LIST = "subscriptions";
  private static final String DESTINATIONS = "destinations";
  private static final String NO_DESTINATIONS = "none";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private SubscriptionFile() {}

  /** What can be imported again. */
  static ObjectNode terms(SubscriptionState state) {
    ObjectNode terms = (ObjectNode) JSON.readTree(MessageEncoder.encode(state));
    return terms.retain(KNOWN);
  }

  static String header() {
    return CsvFile.line(COLUMNS);
  }

  static String line(ObjectNode terms) {
    return CsvFile.line(COLUMNS.stream().map(column -> cell(terms.path(column))).toList());
  }

  private static String cell(JsonNode value) {
    if (!value.isArray()) {
      return value.isNull() ? "" : value.asString("");
    }
    return value.isEmpty()
        ? NO_DESTINATIONS
        : value.valueStream().map(JsonNode::asString).collect(Collectors.joining(" "));
  }

  /**
   * One entry.
   *
   * @param line of the file, or its number in the list
   */
  record Entry(int line, Fields fields) {}

  /** A list of terms, or an object that has it as {@code subscriptions}. */
  static List<Entry> parseJson(String text) throws InvalidCommandException {
    JsonNode root = tree(text);
    JsonNode list = root.isArray() ? root : root.path(LIST);
    if (!list.isArray() || (root.isObject() && root.size() > 1)) {
      throw Problem.of(ErrorCode.INVALID_MESSAGE, "must be a list, or an object with one", LIST)
          .toException();
    }
    List<Entry> entries = new ArrayList<>();
    for (JsonNode element : list) {
      entries.add(new Entry(entries.size() + 1, FieldsParser.parse(element.toString())));
    }
    return entries;
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      throw Problem.of(ErrorCode.INVALID_JSON, "not JSON").toException();
    }
  }

  /** A line with the names of the columns, then one for each subscription. */
  static List<Entry> parseCsv(String text) {
    List<CsvFile.Row> rows = CsvFile.parse(text);
    if (rows.isEmpty()) {
      throw Problem.of(ErrorCode.INVALID_MESSAGE, "the first line must name the columns")
          .toException();
    }
    List<String> columns = rows.getFirst().cells();
    for (String column : columns) {
      if (!KNOWN.contains(column)) {
        throw Problem.of(ErrorCode.INVALID_MESSAGE, "unknown column", column).toException();
      }
    }
    return rows.stream().skip(1).map(row -> entry(columns, row)).toList();
  }

  /** An empty cell is an absent field. */
  private static Entry entry(List<String> columns, CsvFile.Row row) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(columns.size(), row.cells().size()); i++) {
      if (!row.cells().get(i).isEmpty()) {
        values.put(columns.get(i), value(columns.get(i), row.cells().get(i)));
      }
    }
    return new Entry(row.line(), new Fields(values, null));
  }

  private static Value value(String column, String cell) {
    if (column.equals(DESTINATIONS)) {
      return new Value.Texts(cell.equals(NO_DESTINATIONS) ? List.of() : List.of(cell.split(" +")));
    }
    if (column.equals(ENABLED) && (cell.equals("true") || cell.equals("false"))) {
      return new Value.Flag(cell.equals("true"));
    }
    return column.endsWith("_seconds") ? new Value.NumberLiteral(cell) : new Value.Text(cell);
  }
}
