using System.Globalization;
using BackOffice.LocalRuntime.Hosting;
using NCrontab;

namespace BackOffice.LocalRuntime.Timers;

/// <summary>When a timer is due: a cron expression read in the local time of one zone (T-1, T-2, T-10).</summary>
internal sealed class TimerSchedule
{
    private const int SecondFields = 6;

    private static readonly char[] IntervalSigns = ['*', '/', '-'];

    private readonly CrontabSchedule cron;
    private readonly TimeZoneInfo zone;
    private readonly bool isInterval;

    private TimerSchedule(string expression, CrontabSchedule cron, TimeZoneInfo zone)
    {
        this.cron = cron;
        this.zone = zone;
        Expression = expression;
        var fields = FieldsOf(expression);
        string[] withSeconds = fields.Length == SecondFields ? fields : ["0", .. fields];
        isInterval = withSeconds.Take(3).Any(field => field.IndexOfAny(IntervalSigns) >= 0);
        IsMoreOftenThanAMinute = withSeconds.Skip(1).All(field => field == "*") && OccurrencesInAMinute() > 1;
    }

    public string Expression { get; }

    /// <summary>Such a schedule is never monitored: a missed second is not worth a make-up run (T-5).</summary>
    public bool IsMoreOftenThanAMinute { get; }

    /// <exception cref="StartupException">Not a cron expression, or a time span.</exception>
    public static TimerSchedule Parse(string expression, TimeZoneInfo zone)
    {
        var options = new CrontabSchedule.ParseOptions { IncludingSeconds = FieldsOf(expression).Length != SecondFields - 1 };
        if (CrontabSchedule.TryParse(expression, options) is { } cron)
        {
            return new TimerSchedule(expression, cron, zone);
        }

        throw new StartupException(TimeSpan.TryParse(expression, CultureInfo.InvariantCulture, out _)
            ? $"The schedule expression '{expression}' is a time span, which Azure accepts on App Service plans only: on Flex Consumption write a cron expression."
            : $"The schedule expression '{expression}' was not recognized as a valid cron expression or timespan string.");
    }

    /// <returns>The first occurrence later than the moment; <see cref="DateTimeOffset.MaxValue"/> for a day that never comes.</returns>
    public DateTimeOffset NextAfter(DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone);
        var wall = cron.GetNextOccurrence(local.DateTime);
        if (wall.Year == DateTime.MaxValue.Year)
        {
            return DateTimeOffset.MaxValue;
        }

        return isInterval ? NextOfInterval(local, wall) : NextPointInTime(local, wall);
    }

    /// <summary>The moment on the clock of the schedule's zone, as TimerInfo shows it.</summary>
    public DateTime OnTheWall(DateTimeOffset moment)
    {
        if (moment == default)
        {
            return default;
        }

        return zone.Equals(TimeZoneInfo.Utc) ? moment.UtcDateTime : TimeZoneInfo.ConvertTime(moment, zone).DateTime;
    }

    private static string[] FieldsOf(string expression)
        => expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs once in a repeated hour, the first time round; an hour that is skipped moves it to after the gap.</summary>
    private DateTimeOffset NextPointInTime(DateTimeOffset local, DateTime wall)
    {
        var next = At(wall);
        while (next <= local)
        {
            wall = cron.GetNextOccurrence(wall);
            next = At(wall);
        }

        return next;
    }

    private DateTimeOffset At(DateTime wall)
        => new(wall, zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall).Max() : zone.GetUtcOffset(wall));

    /// <summary>Runs through both passes of a repeated hour: the clock's offset stays as it is until it has changed.</summary>
    private DateTimeOffset NextOfInterval(DateTimeOffset local, DateTime wall)
    {
        var next = new DateTimeOffset(wall, local.Offset);
        var offset = zone.GetUtcOffset(next);
        if (offset == local.Offset)
        {
            return next;
        }

        wall = local.ToOffset(offset).DateTime;
        do
        {
            wall = cron.GetNextOccurrence(wall);
            next = new DateTimeOffset(wall, offset);
        }
        while (zone.GetUtcOffset(next) != offset);
        return next;
    }

    private int OccurrencesInAMinute()
    {
        var start = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
        return cron.GetNextOccurrences(start.AddTicks(-1), start.AddMinutes(1).AddTicks(-1)).Count();
    }
}
