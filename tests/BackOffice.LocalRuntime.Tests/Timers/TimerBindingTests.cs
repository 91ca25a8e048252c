using System.Reflection;
using BackOffice.LocalRuntime.Timers;
using Microsoft.Azure.Functions.Worker;

namespace BackOffice.LocalRuntime.Tests.Timers;

public sealed class TimerBindingTests
{
    private readonly TimerTriggerInput input = new(new TimerInfo { IsPastDue = true });

    [Fact]
    public async Task T_11_The_parameter_is_a_TimerInfo()
        => Assert.Same(input.Timer, await input.BindTriggerAsync(Parameter("timer"), null!));

    [Fact]
    public async Task T_11_The_parameter_may_be_its_JSON()
        => Assert.Equal("""{"ScheduleStatus":null,"IsPastDue":true}""", await input.BindTriggerAsync(Parameter("json"), null!));

    [Fact]
    public async Task T_11_Another_type_is_refused_with_those_there_are()
    {
        var refusal = await Assert.ThrowsAsync<NotSupportedException>(async () => await input.BindTriggerAsync(Parameter("number"), null!));

        Assert.Contains("TimerInfo or string", refusal.Message, StringComparison.Ordinal);
    }

    private static ParameterInfo Parameter(string name)
        => typeof(TimerBindingTests).GetMethod(nameof(Sample), BindingFlags.NonPublic | BindingFlags.Static)!.GetParameters().Single(parameter => parameter.Name == name);

    private static string Sample(TimerInfo timer, string json, int number) => $"{timer.IsPastDue} {json} {number}";
}
