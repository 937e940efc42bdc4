/** What people and pipes get to see. */
@NullMarked
package io.coinpanel.standalone.terminal;

import org.jspecify.annotations.NullMarked;
