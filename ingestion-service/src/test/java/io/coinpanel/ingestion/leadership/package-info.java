/** Who may lead, between real sessions. */
@NullMarked
package io.coinpanel.ingestion.leadership;

import org.jspecify.annotations.NullMarked;
