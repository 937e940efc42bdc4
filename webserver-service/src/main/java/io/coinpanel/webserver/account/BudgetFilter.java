package io.coinpanel.webserver.account;

import io.coinpanel.webserver.protocol.ErrorCode;
import io.coinpanel.webserver.protocol.Problem;
import io.coinpanel.webserver.socket.CommandBudgets;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Counts an account's requests against its budget of commands. Files of the page do not count. */
final class BudgetFilter extends OncePerRequestFilter {

  private final CommandBudgets budgets;

  BudgetFilter(CommandBudgets budgets) {
    this.budgets = budgets;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (CallerFilter.isApi(request)
        && SecurityContextHolder.getContext().getAuthentication()
            instanceof AccountAuthentication caller
        && !budgets.tryAcquire(caller.getPrincipal().accountId())) {
      ProblemSender.send(
          Problem.of(
              ErrorCode.RATE_LIMITED, "at most " + budgets.perSecond() + " requests a second"),
          response);
      return;
    }
    chain.doFilter(request, response);
  }
}
