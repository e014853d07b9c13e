package org.pluspeer.node.store;

import java.util.List;
import java.util.Optional;

/**
 * Some of many.
 *
 * @param next asks for those that follow; empty at the end
 */
public record Page<T>(List<T> items, Optional<String> next) {
    public Page {
        items = List.copyOf(items);
    }
}
