package org.pluspeer.node.store;

import java.util.List;

/**
 * The words of a listing that people search by.
 *
 * @param title at most 1000 characters
 * @param tags none with a line break
 */
public record Words(String title, String description, List<String> tags) {
    public Words {
        tags = List.copyOf(tags);
    }
}
