using Microsoft.Extensions.DependencyInjection;

namespace BackOffice.Notifications;

/// <summary>Where a feature keeps outbox rows, so that the sweep finds what a crash left behind.</summary>
/// <param name="Table">The feature's table.</param>
/// <param name="PartitionsOf">The partitions of a tenant that hold outbox rows; null where every record has a partition of its own, and the whole table is looked through.</param>
internal sealed record OutboxPlace(string Table, Func<string, IReadOnlyList<string>>? PartitionsOf);

/// <summary>The outboxes of all features.</summary>
public sealed class OutboxPlaces
{
    internal OutboxPlaces(IEnumerable<OutboxPlace> all) => All = [.. all];

    internal IReadOnlyList<OutboxPlace> All { get; }

    /// <summary>Where outbox rows of a tenant are; a table without a partition also has those of others.</summary>
    internal IReadOnlyList<(string Table, string? Partition)> Of(string tenant)
        => [.. All.SelectMany(place => place.PartitionsOf is { } partitionsOf ? partitionsOf(tenant).Select(partition => (place.Table, (string?)partition)) : [(place.Table, null)])];
}

/// <summary>How a feature says that it has an outbox.</summary>
internal static class OutboxRegistration
{
    extension(IServiceCollection services)
    {
        /// <summary>Has the outbox rows in these partitions of a tenant swept.</summary>
        public IServiceCollection AddOutbox(string table, Func<string, IReadOnlyList<string>> partitionsOf)
            => services.AddSingleton(new OutboxPlace(table, partitionsOf));

        /// <summary>Has the outbox rows of a whole table swept: for features whose records have a partition each. It reads through the table.</summary>
        public IServiceCollection AddOutbox(string table)
            => services.AddSingleton(new OutboxPlace(table, PartitionsOf: null));
    }
}
