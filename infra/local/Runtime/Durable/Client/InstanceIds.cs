using Microsoft.DurableTask.Client;

namespace BackOffice.LocalRuntime.Durable.Client;

/// <summary>Checks what clients give: ids (D-33) and names of states.</summary>
internal static class InstanceIds
{
    private const int Longest = 256;

    /// <exception cref="ArgumentException">The id cannot be one.</exception>
    public static string Checked(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        if (id.Length > Longest)
        {
            throw new ArgumentException($"An instance ID has at most {Longest} characters.", nameof(id));
        }

        if (id[0] == '@' || id.AsSpan().IndexOfAny(@"/\#?") >= 0 || id.Any(char.IsControl))
        {
            throw new ArgumentException(@"An instance ID does not begin with '@' and has none of / \ # ? nor control characters.", nameof(id));
        }

        return id;
    }

    /// <returns>Null when none were given; an empty set refuses nothing.</returns>
    public static IReadOnlySet<OrchestrationRuntimeStatus>? ParseStatuses(IEnumerable<string>? names)
        => names?.Select(ParseStatus).ToHashSet();

    public static OrchestrationRuntimeStatus ParseStatus(string name)
        => Enum.TryParse<OrchestrationRuntimeStatus>(name, ignoreCase: true, out var status) && Enum.IsDefined(status)
            ? status
            : throw new ArgumentException($"'{name}' is not a runtime status.", nameof(name));
}
