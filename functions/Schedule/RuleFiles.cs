using System.Reflection;
using BackOffice.Schedule.Domain;

namespace BackOffice.Schedule;

/// <summary>The rules that come with the program.</summary>
internal static class RuleFiles
{
    private const string Prefix = "BackOffice.Schedule.rules.deadlines.";

    /// <exception cref="RuleFileException">A file or an entry is wrong.</exception>
    public static DeadlineRules ReadDeadlines()
    {
        var assembly = typeof(RuleFiles).Assembly;
        return DeadlineRules.Read(assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new RuleFile(name["BackOffice.Schedule.rules.".Length..], Read(assembly, name))));
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
