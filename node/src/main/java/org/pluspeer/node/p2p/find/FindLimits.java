package org.pluspeer.node.p2p.find;

/**
 * What finding may cost this node. Times are in seconds.
 *
 * @param bucket nodes remembered for each length of common prefix, and nodes that keep a record
 * @param spares that wait for a place in a full bucket
 * @param groupInBucket nodes of one {@link AddressGroup} in one bucket, in one reply that is followed, or among the
 *     keepers of one record
 * @param groupInTable in all buckets
 * @param paths of one lookup that share no node
 * @param width nodes that a path goes on asking: those nearest to the goal
 * @param parallel questions on their way on one path
 * @param questions of one lookup in all
 * @param lookups at once; more wait
 * @param waiting lookups that wait; more are refused
 * @param refresh a bucket that nothing was asked of for so long is looked into
 * @param republish own records are stored again after so long; less than half of what they hold for
 * @param providersOfContent provider records kept for one content
 * @param providersOfNode kept for one node
 * @param providers kept in all
 * @param speakers node records kept for their accounts, in all
 */
public record FindLimits(
        int bucket,
        int spares,
        int groupInBucket,
        int groupInTable,
        int paths,
        int width,
        int parallel,
        int questions,
        int lookups,
        int waiting,
        long refresh,
        long republish,
        int providersOfContent,
        int providersOfNode,
        int providers,
        int speakers) {
    public static final FindLimits DEFAULT =
            new FindLimits(16, 8, 2, 10, 3, 8, 2, 72, 8, 64, 3600, 8 * 3600, 16, 1024, 20_000, 10_000);
}
