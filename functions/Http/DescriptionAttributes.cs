namespace BackOffice.Http;

/// <summary>
/// The body an HTTP function reads: a JSON record, or bytes when it is <see cref="Stream"/>. A POST with a body is a
/// command and asks for Idempotency-Key, unless it says that it is none.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TakesAttribute(Type body) : Attribute
{
    public Type Body { get; } = body;

    /// <summary>The media type of bytes.</summary>
    public string As { get; set; } = "application/octet-stream";

    /// <summary>False for a question that is too long for a query: it changes nothing and needs no key.</summary>
    public bool IsCommand { get; set; } = true;
}

/// <summary>
/// An answer of an HTTP function: its status, and what its body shows; several of one status where the caller's Accept chooses.
/// Refusals are named by <see cref="RefusesAttribute"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class GivesAttribute(int status, Type? view = null) : Attribute
{
    public int Status { get; } = status;

    /// <summary>Bytes when it is <see cref="Stream"/>; null when the answer has no body.</summary>
    public Type? View { get; } = view;

    /// <summary>The media type of bytes.</summary>
    public string As { get; set; } = "application/octet-stream";
}

/// <summary>
/// Refusals of an HTTP function's own, by the codes of their problems. What follows from its route, body and other
/// attributes need not be named: sign-in, roles, malformed bodies, keys, ETags, limits.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class RefusesAttribute(int status, params string[] codes) : Attribute
{
    public int Status { get; } = status;

    public IReadOnlyList<string> Codes { get; } = codes;
}

/// <summary>A query parameter of an HTTP function.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class QueryAttribute(string name, string meaning) : Attribute
{
    public string Name { get; } = name;

    /// <summary>What it is for, as a sentence.</summary>
    public string Meaning { get; } = meaning;

    /// <summary>An enum whose words it takes, several with commas between; any text when null.</summary>
    public Type? Words { get; set; }

    /// <summary>It takes one of the words, not several.</summary>
    public bool IsSingle { get; set; }

    public bool IsRequired { get; set; }
}

/// <summary>A list in pages: ?top= and ?continuation=, read by <see cref="Paging"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PagedAttribute : Attribute;

/// <summary>A record with an ETag (<see cref="ETags"/>): a GET answers it and knows If-None-Match, a command knows If-Match.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TaggedAttribute : Attribute;
