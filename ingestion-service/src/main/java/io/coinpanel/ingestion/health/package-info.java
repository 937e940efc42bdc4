/** What an operator sees, starts and stops. */
@NullMarked
package io.coinpanel.ingestion.health;

import org.jspecify.annotations.NullMarked;
