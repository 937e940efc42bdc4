package io.coinpanel.webserver.rest;

import io.coinpanel.model.SubscriptionStatus;
import io.coinpanel.webserver.account.AccountPrincipal;
import io.coinpanel.webserver.account.Scope;
import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.InvalidCommandException;
import io.coinpanel.webserver.protocol.Problem;
import io.coinpanel.webserver.protocol.SubscriptionPage;
import io.coinpanel.webserver.subscription.Owner;
import io.coinpanel.webserver.subscription.Subscriptions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Exports and imports the terms of an account's subscriptions. */
@RestController
@Tag(name = "Subscriptions")
class TransferController {

  private static final String EXPORT = SubscriptionController.PATH + "/export";
  private static final String IMPORT = SubscriptionController.PATH + "/import";
  private static final String CSV = "text/csv";
  private static final int MAX_BODY = 2 * 1024 * 1024;
  private static final int MAX_ENTRIES = 10_000;

  private final Subscriptions subscriptions;
  private final SubscriptionImport imports;

  TransferController(Subscriptions subscriptions, SubscriptionImport imports) {
    this.subscriptions = subscriptions;
    this.imports = imports;
  }

  /** What is imported, and exported. */
  @Schema(name = "SubscriptionTerms", requiredProperties = "subscriptions")
  record TermsList(
      @Schema(implementation = RequestSchemas.ExportedTerms[].class)
          List<ObjectNode> subscriptions) {}

  @GetMapping(path = EXPORT, produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "The terms of all live subscriptions")
  TermsList exportJson(
      @Parameter(hidden = true) @AuthenticationPrincipal @Nullable AccountPrincipal account) {
    return new TermsList(live(Admission.admit(account, Scope.SUBSCRIPTIONS_READ)));
  }

  @GetMapping(path = EXPORT, produces = CSV)
  @Operation(
      summary = "The terms of all live subscriptions",
      responses =
          @ApiResponse(
              responseCode = "200",
              description = "OK",
              content = @Content(mediaType = CSV, schema = @Schema(type = "string"))))
  void exportCsv(
      @Parameter(hidden = true) @AuthenticationPrincipal @Nullable AccountPrincipal account,
      HttpServletResponse response)
      throws IOException {
    List<ObjectNode> terms = live(Admission.admit(account, Scope.SUBSCRIPTIONS_READ));
    response.setContentType(CSV + ";charset=utf-8");
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"alerts.csv\"");
    try (Writer writer =
        new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8)) {
      writer.write(SubscriptionFile.header());
      for (ObjectNode one : terms) {
        writer.write(SubscriptionFile.line(one));
      }
    }
  }

  private List<ObjectNode> live(Owner.Account owner) {
    List<ObjectNode> terms = new ArrayList<>();
    Long after = 0L;
    while (after != null) {
      SubscriptionPage page = subscriptions.list(owner.id(), after, SubscriptionPage.LARGEST);
      page.subscriptions().stream()
          .filter(state -> state.status() != SubscriptionStatus.FINISHED)
          .map(SubscriptionFile::terms)
          .forEach(terms::add);
      after = page.next();
    }
    return terms;
  }

  @PostMapping(
      path = IMPORT,
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Import subscriptions from a file, at most 10000",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = TermsList.class))))
  SubscriptionImport.Report importJson(
      @Parameter(hidden = true) @AuthenticationPrincipal @Nullable AccountPrincipal account,
      HttpServletRequest request)
      throws IOException, InvalidCommandException {
    Owner.Account owner = Admission.admit(account, Scope.SUBSCRIPTIONS_WRITE);
    return execute(owner, SubscriptionFile.parseJson(RequestBody.read(request, MAX_BODY).text()));
  }

  @PostMapping(path = IMPORT, consumes = CSV, produces = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Import subscriptions from a file, at most 10000",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(type = "string"))))
  SubscriptionImport.Report importCsv(
      @Parameter(hidden = true) @AuthenticationPrincipal @Nullable AccountPrincipal account,
      HttpServletRequest request)
      throws IOException {
    Owner.Account owner = Admission.admit(account, Scope.SUBSCRIPTIONS_WRITE);
    return execute(owner, SubscriptionFile.parseCsv(RequestBody.read(request, MAX_BODY).text()));
  }

  private SubscriptionImport.Report execute(
      Owner.Account owner, List<SubscriptionFile.Entry> entries) {
    if (entries.size() > MAX_ENTRIES) {
      throw Problem.of(ErrorCode.INVALID_MESSAGE, "at most " + MAX_ENTRIES + " subscriptions")
          .toException();
    }
    return imports.execute(owner, entries);
  }
}
