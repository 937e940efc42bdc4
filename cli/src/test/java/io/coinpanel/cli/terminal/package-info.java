/** What people and pipes get to see. */
@NullMarked
package io.coinpanel.cli.terminal;

import org.jspecify.annotations.NullMarked;
