namespace BackOffice.LocalRuntime.Messaging.Filters;

/// <summary>
/// A condition in the SQL of Service Bus rules: = &lt;&gt; != &lt; &lt;= &gt; &gt;=, AND, OR, NOT, IN, LIKE with ESCAPE, IS NULL and EXISTS over
/// application properties and sys properties. What cannot be said is unknown, and only what is true matches.
/// </summary>
internal sealed class SqlFilter(string expression) : IMessageFilter
{
    private readonly Condition condition = new SqlParser(SqlToken.Split(expression)).Parse();

    public bool Matches(BusMessage message) => condition(message) == true;
}

/// <returns>Null for unknown: a property is missing, or the kinds of the two sides do not compare.</returns>
internal delegate bool? Condition(BusMessage message);

/// <summary>One side of a comparison; null when the message has no such property.</summary>
internal delegate object? Operand(BusMessage message);
