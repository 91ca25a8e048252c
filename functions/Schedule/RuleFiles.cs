using BackOffice.Primitives;
using BackOffice.Schedule.Domain;

namespace BackOffice.Schedule;

/// <summary>The rules that come with the program.</summary>
internal static class RuleFiles
{
    /// <exception cref="RuleFileException">A file or an entry is wrong.</exception>
    public static DeadlineRules ReadDeadlines()
        => DeadlineRules.Read(ShippedFiles.Under("schedule/rules/").Select(file => new RuleFile(file.Name, file.Text)));
}
