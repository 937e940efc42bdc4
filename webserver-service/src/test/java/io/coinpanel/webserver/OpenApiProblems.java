package io.coinpanel.webserver;

import io.coinpanel.model.WireEnum;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Problem;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;

/**
 * Which problems an operation can answer with, by what it is: all of the API needs an account, a
 * body can be invalid. A conflict is not seen in its signature; controllers annotate it.
 */
final class OpenApiProblems implements OpenApiCustomizer {

  private static final String API = "/api/v1/";
  private static final String CONFLICT = "409";

  /** Of clients without an account. */
  private static final Set<String> LIMITED = Set.of("/api/symbols");

  private enum Failure {
    BAD_REQUEST(400, "A parameter or header is invalid, or the body is not a JSON object"),
    UNAUTHORIZED(401, "No account, or its credential is invalid or has ended"),
    FORBIDDEN(403, "The credential lacks the scope, or the request came from another site's page"),
    NOT_FOUND(404, "It does not exist or is another account's"),
    PRECONDITION_FAILED(412, "The revision does not match If-Match"),
    TOO_LARGE(413, "The body is too large"),
    INVALID(422, "A field of the body is missing, invalid or unknown"),
    RATE_LIMITED(429, "Too many requests"),
    UNAVAILABLE(503, "The database is unavailable: try again");

    private final int status;
    private final String description;

    Failure(int status, String description) {
      this.status = status;
      this.description = description;
    }

    String status() {
      return Integer.toString(status);
    }

    String schemaName() {
      return "Problem" + status;
    }

    boolean saysWhenToRetry() {
      return this == RATE_LIMITED || this == UNAVAILABLE;
    }
  }

  @Override
  public void customise(OpenAPI document) {
    document.getComponents().addSchemas("Problem", problem());
    for (Failure failure : Failure.values()) {
      document.getComponents().addResponses(failure.schemaName(), response(failure));
    }
    document
        .getPaths()
        .forEach((path, item) -> item.readOperations().forEach(one -> complete(path, one)));
  }

  private static void complete(String path, Operation operation) {
    ApiResponses responses = operation.getResponses();
    if (responses.keySet().stream().noneMatch(status -> status.startsWith("2"))) {
      throw new IllegalStateException(path + " has no answer but problems: annotate it");
    }
    ApiResponse conflict = responses.get(CONFLICT);
    if (conflict != null) {
      conflict.setContent(content());
    }
    failures(path, operation).forEach(failure -> add(operation, failure));
  }

  private static Schema<?> problem() {
    Schema<String> code = new StringSchema();
    code.setEnum(Stream.of(ErrorCode.values()).map(WireEnum::wireName).toList());
    Schema<?> problem = new ObjectSchema();
    problem.setDescription("Why a request failed (RFC 9457)");
    problem.addProperty("type", new StringSchema());
    problem.addProperty("title", new StringSchema());
    problem.addProperty("status", new IntegerSchema());
    problem.addProperty("detail", new StringSchema());
    problem.addProperty("code", code);
    Schema<?> field = new StringSchema();
    field.setDescription("The field, parameter or header at fault");
    problem.addProperty("field", field);
    problem.setRequired(List.of("type", "title", "status", "detail", "code"));
    return problem;
  }

  private static ApiResponse response(Failure failure) {
    ApiResponse response = new ApiResponse().description(failure.description).content(content());
    if (failure.saysWhenToRetry()) {
      response.addHeaderObject(
          "Retry-After", new Header().description("Seconds").schema(new IntegerSchema()));
    }
    return response;
  }

  private static Content content() {
    return new Content()
        .addMediaType(
            Problem.CONTENT_TYPE,
            new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem")));
  }

  private static Set<Failure> failures(String path, Operation operation) {
    Set<Failure> failures = EnumSet.noneOf(Failure.class);
    if (path.startsWith(API)) {
      failures.addAll(
          EnumSet.of(
              Failure.UNAUTHORIZED, Failure.FORBIDDEN, Failure.RATE_LIMITED, Failure.UNAVAILABLE));
    }
    if (LIMITED.contains(path)) {
      failures.add(Failure.RATE_LIMITED);
    }
    if (operation.getRequestBody() != null) {
      failures.addAll(EnumSet.of(Failure.BAD_REQUEST, Failure.TOO_LARGE, Failure.INVALID));
    }
    if (operation.getParameters() != null) {
      operation.getParameters().forEach(parameter -> failures.addAll(failures(parameter)));
    }
    return failures;
  }

  private static Set<Failure> failures(Parameter parameter) {
    if (parameter.getIn().equals("path")) {
      return EnumSet.of(Failure.NOT_FOUND);
    }
    return parameter.getName().equals("If-Match")
        ? EnumSet.of(Failure.BAD_REQUEST, Failure.PRECONDITION_FAILED)
        : EnumSet.of(Failure.BAD_REQUEST);
  }

  private static void add(Operation operation, Failure failure) {
    operation
        .getResponses()
        .addApiResponse(
            failure.status(),
            new ApiResponse().$ref("#/components/responses/" + failure.schemaName()));
  }
}
