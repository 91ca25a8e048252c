using BackOffice.LocalRuntime.Messaging.Filters;

namespace BackOffice.LocalRuntime.Messaging;

/// <summary>Reads the Rules of a subscription in servicebus.json; without any, it takes every message.</summary>
internal static class RuleFile
{
    /// <exception cref="Hosting.StartupException">A rule is wrong, or asks for what is not served.</exception>
    public static IReadOnlyList<IMessageFilter> Read(IReadOnlyList<RuleShape> rules, string path)
        => [.. rules.Select(rule => Filter(rule.Properties ?? new(), $"{path}.{rule.Name ?? "Rules"}"))];

    private static IMessageFilter Filter(RulePropertiesShape rule, string path)
    {
        if (rule.Action is { SqlExpression: not (null or "") })
        {
            throw NamespaceFile.Wrong(path, "an Action is not served");
        }

        return (rule.FilterType?.ToUpperInvariant(), rule) switch
        {
            ("CORRELATION", { CorrelationFilter: { } filter, SqlFilter: null }) => Correlation(filter, path),
            ("SQL", { SqlFilter.SqlExpression: { Length: > 0 } expression, CorrelationFilter: null }) => Sql(expression, path),
            _ => throw NamespaceFile.Wrong(path, "FilterType is Correlation with a CorrelationFilter, or Sql with a SqlFilter and its SqlExpression"),
        };
    }

    private static CorrelationFilter Correlation(CorrelationShape filter, string path)
    {
        (PropertyReference Property, string? Value)[] conditions =
        [
            .. filter.OfSystem.Select(condition => (PropertyReference.System(condition.Name), condition.Value)),
            .. (filter.Properties ?? []).Select(condition => (PropertyReference.User(condition.Key), (string?)condition.Value)),
        ];
        var given = conditions.Where(condition => condition.Value is not null).ToArray();
        return given.Length > 0
            ? new([.. given.Select(condition => condition.Property)], [.. given.Select(condition => condition.Value!)])
            : throw NamespaceFile.Wrong(path, "a CorrelationFilter gives at least one value");
    }

    private static SqlFilter Sql(string expression, string path)
    {
        try
        {
            return new SqlFilter(expression);
        }
        catch (FilterSyntaxException wrong)
        {
            throw NamespaceFile.Wrong(path, $"\"{expression}\": {wrong.Message}");
        }
    }
}

/// <summary>A rule as the emulator's file has it.</summary>
internal sealed record RuleShape(string? Name, RulePropertiesShape? Properties = null);

internal sealed record RulePropertiesShape
{
    public string? FilterType { get; init; }

    public CorrelationShape? CorrelationFilter { get; init; }

    public SqlShape? SqlFilter { get; init; }

    public SqlShape? Action { get; init; }
}

internal sealed record SqlShape(string? SqlExpression);

internal sealed record CorrelationShape
{
    public string? ContentType { get; init; }

    public string? CorrelationId { get; init; }

    public string? Label { get; init; }

    public string? MessageId { get; init; }

    public string? ReplyTo { get; init; }

    public string? SessionId { get; init; }

    public string? To { get; init; }

    public Dictionary<string, string>? Properties { get; init; }

    public IReadOnlyList<(string Name, string? Value)> OfSystem =>
    [
        (nameof(ContentType), ContentType), (nameof(CorrelationId), CorrelationId), (nameof(Label), Label), (nameof(MessageId), MessageId),
        (nameof(ReplyTo), ReplyTo), (nameof(SessionId), SessionId), (nameof(To), To),
    ];
}
